// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.dms;

import dev.lanyard.core.dms.Head;
import dev.lanyard.core.dms.InstanceProfile;
import dev.lanyard.core.dms.InstanceProfile.NetworkType;
import dev.lanyard.core.dms.InstanceProfileStore;
import dev.lanyard.core.dms.Kind;
import dev.lanyard.core.dms.SubnetGroup;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import java.util.List;

/// Instance profiles in the table `dms_instance_profile`. The column `security_groups` holds ids.
final class SqlInstanceProfiles extends SqlResources<InstanceProfile> implements InstanceProfileStore {
    SqlInstanceProfiles(Database db) {
        super(
                db,
                Kind.INSTANCE_PROFILE,
                "dms_instance_profile",
                List.of(
                        "description",
                        "zone",
                        "kms_key",
                        "public_access",
                        "network_type",
                        "subnet_group",
                        "security_groups"));
    }

    @Override
    public List<InstanceProfile> of(SubnetGroup group) {
        return where(" and subnet_group = ?", group.head());
    }

    @Override
    InstanceProfile read(Head head, Row row) {
        String groups = row.text(OWN + 6);
        return new InstanceProfile(
                head,
                row.optionalText(OWN),
                row.optionalText(OWN + 1),
                row.optionalText(OWN + 2),
                row.flag(OWN + 3),
                NetworkType.valueOf(row.text(OWN + 4)),
                row.optionalText(OWN + 5),
                groups.isEmpty() ? List.of() : List.of(groups.split(" ")));
    }

    @Override
    List<Object> own(InstanceProfile profile) {
        return List.of(
                profile.description(),
                profile.availabilityZone(),
                profile.kmsKey(),
                profile.publiclyAccessible(),
                profile.networkType().name(),
                profile.subnetGroup(),
                String.join(" ", profile.securityGroups()));
    }
}
