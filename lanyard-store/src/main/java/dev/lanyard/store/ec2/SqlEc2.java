// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import dev.lanyard.core.ec2.Ec2Stores;
import dev.lanyard.core.ec2.instance.InstanceStores;
import dev.lanyard.core.ec2.network.NetworkStores;
import dev.lanyard.store.sql.Database;

/// Everything of EC2 in a database.
public final class SqlEc2 {
    private SqlEc2() {}

    public static Ec2Stores in(Database database) {
        return new Ec2Stores(
                new NetworkStores(
                        new SqlVpcs(database),
                        new SqlSubnets(database),
                        new SqlSecurityGroups(database),
                        new SqlRouteTables(database),
                        new SqlNetworkAcls(database),
                        new SqlInternetGateways(database),
                        new SqlNetworkInterfaces(database),
                        new SqlAddresses(database)),
                new InstanceStores(
                        new SqlInstances(database),
                        new SqlAssociations(database),
                        new SqlVolumes(database),
                        new SqlTags(database)),
                new SqlKeyPairs(database),
                new SqlLaunchTemplates(database));
    }
}
