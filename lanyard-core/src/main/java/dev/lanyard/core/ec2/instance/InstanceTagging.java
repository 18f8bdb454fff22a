// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.ResourceLookup;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.shared.Tag;
import java.util.List;

/// Instances as things with tags. Where the metadata service shows tags, their keys must be fit to be paths.
public final class InstanceTagging implements ResourceLookup {
    private final InstanceStore instances;

    public InstanceTagging(InstanceStore instances) {
        this.instances = instances;
    }

    @Override
    public boolean exists(Scope scope, String id) {
        return instances.find(scope, new InstanceId(id)).isPresent();
    }

    @Override
    public void admit(Scope scope, String id, List<Tag> tags) {
        if (instances
                .find(scope, new InstanceId(id))
                .map(it -> it.metadata().tags())
                .orElse(false)) {
            MetadataRequest.requireTagsFit(tags);
        }
    }
}
