// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import dev.lanyard.core.ec2.Scope;
import dev.lanyard.store.sql.Owner;

/// What the tables of EC2 have in common: a row belongs to a region of an account.
final class Regional {
    static final Owner<Scope> SCOPE = Owner.of(
                    "account", (Scope scope) -> scope.account().value())
            .and("region", scope -> scope.region().value());

    /// How a condition begins whose arguments are those of [#SCOPE].
    static final String HERE = " where account = ? and region = ?";

    private Regional() {}
}
