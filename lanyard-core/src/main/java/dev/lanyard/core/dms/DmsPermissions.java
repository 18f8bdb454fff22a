// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Tag;
import java.util.ArrayList;
import java.util.List;

/// What DMS's operations need permission for. What has no ARN yet, or is not there, is judged as `type:*`.
final class DmsPermissions {
    private DmsPermissions() {}

    /// To make a resource, and to tag it when tags come with it.
    static List<Permission> toCreate(String action, Kind kind, List<DmsTags.Given> tags, Call call) {
        Arn any = Place.of(call).arn(kind, "*");
        List<Permission> needed = new ArrayList<>();
        needed.add(withRequestTags(Permission.on(action, any), tags));
        if (!tags.isEmpty()) {
            needed.add(withRequestTags(Permission.on("dms:AddTagsToResource", any), tags));
        }
        return needed;
    }

    static List<Permission> toList(String action, Kind kind, Call call) {
        return List.of(Permission.on(action, Place.of(call).arn(kind, "*")));
    }

    static Permission on(String action, Resources<?> resources, String identifier, Call call) {
        Place place = Place.of(call);
        Permission unknown = Permission.on(
                action,
                Arn.parse(identifier)
                        .filter(_ -> Resources.isArn(identifier))
                        .orElse(place.arn(resources.kind(), "*")));
        // A denial names what was asked for, so that nobody learns by it what there is.
        return resources
                .look(place, identifier)
                .map(found -> onResource(action, found.head()).shownAs(unknown.shown()))
                .orElse(unknown);
    }

    static Permission onResource(String action, Head head) {
        Permission all = Permission.on(action, head.arn());
        for (Tag tag : head.tags()) {
            all = all.with("aws:ResourceTag/" + tag.key(), tag.value())
                    .with("dms:" + head.kind().type() + "-tag/" + tag.key(), tag.value());
        }
        return all;
    }

    static Permission withRequestTags(Permission permission, List<DmsTags.Given> tags) {
        Permission all = permission;
        List<String> keys = new ArrayList<>();
        for (DmsTags.Given tag : tags) {
            String key = tag.key().orElse("");
            keys.add(key);
            all = all.with("aws:RequestTag/" + key, tag.value().orElse(""))
                    .with("dms:req-tag/" + key, tag.value().orElse(""));
        }
        return keys.isEmpty() ? all : all.with("aws:TagKeys", keys);
    }

    /// Handing a role to DMS.
    static Permission passRole(String role) {
        return new Permission("iam:PassRole", role, role, java.util.Map.of())
                .with("iam:PassedToService", "dms.amazonaws.com");
    }
}
