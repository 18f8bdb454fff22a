// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.volume;

import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.ResourceId.VolumeId;
import dev.lanyard.core.ec2.Scope;
import java.time.Instant;
import java.util.Optional;

/// A disk.
public record Volume(
        Scope scope,
        VolumeId id,
        String zone,
        Media media,
        boolean encrypted,
        Optional<String> snapshotId,
        Instant created,
        Optional<Attachment> attachment) {

    /// @param size in GiB
    /// @param throughput in MiB/s, of gp3 only
    public record Media(int size, String type, Optional<Integer> iops, Optional<Integer> throughput) {
        /// Fills in what AWS gives a type that asks for nothing.
        public static Media of(int size, String type, Optional<Integer> iops, Optional<Integer> throughput) {
            return switch (type) {
                case "gp3" ->
                    new Media(size, type, iops.or(() -> Optional.of(3000)), throughput.or(() -> Optional.of(125)));
                case "gp2" -> new Media(size, type, Optional.of(Math.clamp(size * 3L, 100, 16_000)), Optional.empty());
                case "io1", "io2" -> new Media(size, type, iops.or(() -> Optional.of(100)), Optional.empty());
                default -> new Media(size, type, Optional.empty(), Optional.empty());
            };
        }
    }

    public record Attachment(InstanceId instance, String device, boolean deleteOnTermination, Instant at) {}

    public Volume with(Media changed) {
        return new Volume(scope, id, zone, changed, encrypted, snapshotId, created, attachment);
    }

    public Volume with(Optional<Attachment> changed) {
        return new Volume(scope, id, zone, media, encrypted, snapshotId, created, changed);
    }
}
