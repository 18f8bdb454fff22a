// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.authz;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// DMS's newer operations ask for permissions of other names than their own, and policies in the wild have either: each
/// spelling stands for the other.
final class DmsSpellings {
    private static final Map<String, String> OTHER = both(Map.ofEntries(
            Map.entry("DescribeInstanceProfiles", "ListInstanceProfiles"),
            Map.entry("ModifyInstanceProfile", "UpdateInstanceProfile"),
            Map.entry("DescribeDataProviders", "ListDataProviders"),
            Map.entry("ModifyDataProvider", "UpdateDataProvider"),
            Map.entry("DescribeMigrationProjects", "ListMigrationProjects"),
            Map.entry("ModifyMigrationProject", "UpdateMigrationProject"),
            Map.entry("StartExtensionPackAssociation", "AssociateExtensionPack"),
            Map.entry("StartMetadataModelExportAsScript", "StartMetadataModelExportAsScripts"),
            Map.entry("DescribeMetadataModelConversions", "ListMetadataModelConversions"),
            Map.entry("DescribeMetadataModelExportsToTarget", "ListMetadataModelExports"),
            Map.entry("ModifyConversionConfiguration", "UpdateConversionConfiguration")));

    private DmsSpellings() {}

    static Optional<String> other(String action) {
        return action.startsWith("dms:") ? Optional.ofNullable(OTHER.get(action)) : Optional.empty();
    }

    private static Map<String, String> both(Map<String, String> documented) {
        Map<String, String> both = new HashMap<>();
        documented.forEach((api, permission) -> {
            both.put("dms:" + api, "dms:" + permission);
            both.put("dms:" + permission, "dms:" + api);
        });
        return Map.copyOf(both);
    }
}
