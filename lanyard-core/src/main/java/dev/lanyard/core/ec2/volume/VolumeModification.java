// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.volume;

import dev.lanyard.core.ec2.ResourceId.VolumeId;
import dev.lanyard.core.ec2.volume.Volume.Media;
import java.time.Instant;

/// The last change of a volume's size or performance.
public record VolumeModification(VolumeId volume, Media original, Media target, Instant start, Instant end) {}
