// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is asked of a role besides its permissions: tags and a name for the session, and who stands behind it.
record SessionRequest(String name, List<Tag> tags, List<String> transitiveKeys, Optional<String> sourceIdentity) {

    /// Tags and the source identity each take an action of their own.
    ///
    /// @param assume to take the role on
    List<Permission> needs(Permission assume) {
        Permission all = assume.with("sts:RoleSessionName", name)
                .with("sts:TransitiveTagKeys", transitiveKeys)
                .withRequestTags(tags);
        if (sourceIdentity.isPresent()) {
            all = all.with("sts:SourceIdentity", sourceIdentity.get());
        }
        List<Permission> needed = new ArrayList<>(List.of(all));
        if (!tags.isEmpty()) {
            needed.add(all.of("sts:TagSession"));
        }
        if (sourceIdentity.isPresent()) {
            needed.add(all.of("sts:SetSourceIdentity"));
        }
        return needed;
    }
}
