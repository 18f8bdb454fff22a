// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.dms;

import dev.lanyard.core.dms.Head;
import dev.lanyard.core.dms.Kind;
import dev.lanyard.core.dms.NetworkDirectory.Subnet;
import dev.lanyard.core.dms.SubnetGroup;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Replication subnet groups in the table `dms_subnet_group`. The column `subnets` holds `subnet:zone` pairs.
final class SqlSubnetGroups extends SqlResources<SubnetGroup> {
    SqlSubnetGroups(Database db) {
        super(db, Kind.SUBNET_GROUP, "dms_subnet_group", List.of("description", "vpc", "subnets"));
    }

    @Override
    SubnetGroup read(Head head, Row row) {
        String vpc = row.text(OWN + 1);
        List<Subnet> subnets = Arrays.stream(row.text(OWN + 2).split(" "))
                .map(pair -> pair.split(":", 2))
                .map(pair -> new Subnet(pair[0], vpc, pair[1]))
                .toList();
        return new SubnetGroup(head, row.text(OWN), vpc, subnets);
    }

    @Override
    List<Object> own(SubnetGroup group) {
        return List.of(
                group.description(),
                group.vpc(),
                group.subnets().stream()
                        .map(subnet -> subnet.id() + ':' + subnet.zone())
                        .collect(Collectors.joining(" ")));
    }
}
