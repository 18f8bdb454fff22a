// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import dev.lanyard.core.iam.IamStores;
import dev.lanyard.store.sql.Database;

/// Everything of IAM in a database.
public final class SqlIam {
    private SqlIam() {}

    public static IamStores in(Database database) {
        return new IamStores(
                new SqlAccounts(database),
                new SqlInstanceProfiles(database),
                new SqlRoles(database),
                new SqlUsers(database),
                new SqlGroups(database),
                new SqlAccessKeys(database),
                new SqlLoginProfiles(database),
                new SqlManagedPolicies(database),
                new SqlHolderPolicies(database),
                new SqlOidcProviders(database),
                new SqlRevisions(database));
    }
}
