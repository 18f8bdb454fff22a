// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.catalogue;

import dev.lanyard.core.ec2.ResourceId.ImageId;
import java.time.Instant;

/// A machine image.
///
/// @param known whether Lanyard knows it; of an image that it does not know, all but the id is a guess
/// @param volumeSize of the root volume, in GiB
/// @param tokensRequired whether its instances ask for IMDSv2 tokens unless told otherwise (`imdsSupport` v2.0)
/// @param bootMode `uefi`, `legacy-bios` or `uefi-preferred`
public record Image(
        ImageId id,
        boolean known,
        String name,
        String description,
        String owner,
        String architecture,
        String rootDevice,
        String snapshot,
        int volumeSize,
        String volumeType,
        Instant created,
        boolean tokensRequired,
        String bootMode,
        boolean windows) {

    public String platformDetails() {
        return windows ? "Windows" : "Linux/UNIX";
    }

    /// The billing code of a launch.
    public String usageOperation() {
        return windows ? "RunInstances:0002" : "RunInstances";
    }
}
