// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.volume;

import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.ResourceId.VolumeId;
import dev.lanyard.core.ec2.Scope;
import java.util.List;
import java.util.Optional;

/// Where volumes and their last modifications are kept.
public interface VolumeStore {
    Optional<Volume> find(Scope scope, VolumeId id);

    /// The volumes of an instance, in the order of their devices.
    List<Volume> of(Scope scope, InstanceId instance);

    List<Volume> all(Scope scope);

    void insert(Volume volume);

    /// Replaces media and attachment.
    void update(Volume volume);

    void delete(Volume volume);

    Optional<VolumeModification> modification(Scope scope, VolumeId id);

    List<VolumeModification> modifications(Scope scope);

    void setModification(Scope scope, VolumeModification modification);
}
