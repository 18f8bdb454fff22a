// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import dev.lanyard.aws.model.WireProtocol;
import dev.lanyard.aws.validate.Validation;
import dev.lanyard.core.op.Audience;
import dev.lanyard.core.op.Denial;
import dev.lanyard.core.op.Service;
import dev.lanyard.core.op.Service.Api;
import dev.lanyard.core.op.Service.Guard;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// DMS. Its newer operations ask for permissions of other names than their own, and policies in the wild have either.
public final class DmsService {
    private static final Map<String, String> PERMISSIONS = Map.ofEntries(
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
            Map.entry("ModifyConversionConfiguration", "UpdateConversionConfiguration"));

    public static final Service DMS = new Service(
            "dms",
            new Api(WireProtocol.AWS_JSON, "AmazonDMSv20160101", List.of(), Validation.DMS),
            new Guard(
                    Optional.empty(),
                    Audience.SIGNED,
                    Denial.with(DmsFault.ACCESS_DENIED_EXCEPTION),
                    bothWays(PERMISSIONS)),
            List.of(DmsFault.INVALID_PARAMETER_VALUE, DmsFault.INVALID_PARAMETER_COMBINATION));

    private DmsService() {}

    private static Map<String, String> bothWays(Map<String, String> permissions) {
        Map<String, String> both = new HashMap<>();
        permissions.forEach((operation, permission) -> {
            both.put("dms:" + operation, "dms:" + permission);
            both.put("dms:" + permission, "dms:" + operation);
        });
        return Map.copyOf(both);
    }
}
