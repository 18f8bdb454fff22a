// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.ResourceLookup;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.TagApi;
import dev.lanyard.core.ec2.TagStore;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.store.ec2.SqlTags;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The parts of EC2 that instances stand on: network, catalogues, keys, templates, tags.
final class Ec2NetworkParts {
    private final TagStore tags;
    private final Ec2Permissions permissions;

    Ec2NetworkParts(Ground ground) {
        this.tags = new SqlTags(ground.database());
        this.permissions = new Ec2Permissions(tags);
    }

    TagStore tags() {
        return tags;
    }

    Ec2Permissions permissions() {
        return permissions;
    }

    /// @param others who knows the resources that other parts of EC2 keep, so that they can be tagged
    List<ApiSection> sections(Map<ResourceType, ResourceLookup> others) {
        Map<ResourceType, ResourceLookup> lookups = new EnumMap<>(ResourceType.class);
        lookups.putAll(others);
        return List.of(new TagApi(tags, permissions, lookups));
    }
}
