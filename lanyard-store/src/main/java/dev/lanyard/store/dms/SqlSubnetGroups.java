// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.dms;

import dev.lanyard.core.dms.Kind;
import dev.lanyard.core.dms.NetworkDirectory.Subnet;
import dev.lanyard.core.dms.Place;
import dev.lanyard.core.dms.SubnetGroup;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Table;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Replication subnet groups in the table `dms_subnet_group`. The column `subnets` holds `subnet:zone` pairs.
final class SqlSubnetGroups extends SqlResources<SubnetGroup> {
    private static final Table<Place, SubnetGroup> GROUPS = Table.of("dms_subnet_group", PLACE, SqlSubnetGroups::group);

    SqlSubnetGroups(Database db) {
        super(db, GROUPS);
    }

    private static SubnetGroup group(Place place, Columns<SubnetGroup> c) {
        String vpc = c.text("vpc", SubnetGroup::vpc);
        return new SubnetGroup(
                head(Kind.SUBNET_GROUP, place, c),
                c.text("description", SubnetGroup::description),
                vpc,
                c.text("subnets", SqlSubnetGroups::pairs, pairs -> subnets(vpc, pairs)));
    }

    private static String pairs(SubnetGroup group) {
        return group.subnets().stream()
                .map(subnet -> subnet.id() + ':' + subnet.zone())
                .collect(Collectors.joining(" "));
    }

    private static List<Subnet> subnets(String vpc, String pairs) {
        return Arrays.stream(pairs.split(" "))
                .map(pair -> pair.split(":", 2))
                .map(pair -> new Subnet(pair[0], vpc, pair[1]))
                .toList();
    }
}
