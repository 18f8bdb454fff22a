// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import dev.lanyard.core.ec2.TagStore;
import dev.lanyard.core.ec2.profile.AssociationStore;
import dev.lanyard.core.ec2.volume.VolumeStore;

/// Where instances are kept, and what they wear, hold and are tagged with.
public record InstanceStores(
        InstanceStore instances, AssociationStore associations, VolumeStore volumes, TagStore tags) {}
