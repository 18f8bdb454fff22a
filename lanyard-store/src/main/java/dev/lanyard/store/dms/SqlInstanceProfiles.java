// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.dms;

import dev.lanyard.core.dms.InstanceProfile;
import dev.lanyard.core.dms.InstanceProfile.NetworkType;
import dev.lanyard.core.dms.InstanceProfileStore;
import dev.lanyard.core.dms.Kind;
import dev.lanyard.core.dms.Place;
import dev.lanyard.core.dms.SubnetGroup;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Rows;
import dev.lanyard.store.sql.Table;
import java.util.List;

/// Instance profiles in the table `dms_instance_profile`. The column `security_groups` holds ids.
final class SqlInstanceProfiles extends SqlResources<InstanceProfile> implements InstanceProfileStore {
    private static final Table<Place, InstanceProfile> PROFILES =
            Table.of("dms_instance_profile", PLACE, SqlInstanceProfiles::profile);
    private static final Rows<Place, InstanceProfile> OF_GROUP =
            PROFILES.where("subnet_group = ?").by("name");

    SqlInstanceProfiles(Database db) {
        super(db, PROFILES);
    }

    private static InstanceProfile profile(Place place, Columns<InstanceProfile> c) {
        return new InstanceProfile(
                head(Kind.INSTANCE_PROFILE, place, c),
                c.optionalText("description", InstanceProfile::description),
                c.optionalText("zone", InstanceProfile::availabilityZone),
                c.optionalText("kms_key", InstanceProfile::kmsKey),
                c.flag("public_access", InstanceProfile::publiclyAccessible),
                c.text("network_type", profile -> profile.networkType().name(), NetworkType::valueOf),
                c.optionalText("subnet_group", InstanceProfile::subnetGroup),
                c.text(
                        "security_groups",
                        profile -> String.join(" ", profile.securityGroups()),
                        SqlInstanceProfiles::ids));
    }

    private static List<String> ids(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    @Override
    public List<InstanceProfile> of(SubnetGroup group) {
        return of(OF_GROUP, group);
    }
}
