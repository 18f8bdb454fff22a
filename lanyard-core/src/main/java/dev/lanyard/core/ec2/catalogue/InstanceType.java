// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.catalogue;

import java.util.List;

/// What is known of an instance type.
///
/// @param architectures such as `x86_64`, the preferred one last
/// @param burstable whether its CPU is metered in credits
/// @param addressesPerInterface how many private IPv4 addresses one interface may have
public record InstanceType(
        String name,
        int cpus,
        int threadsPerCore,
        int memoryMiB,
        List<String> architectures,
        boolean nitro,
        boolean burstable,
        boolean freeTier,
        boolean currentGeneration,
        int interfaces,
        int addressesPerInterface) {

    /// What comes before the dot, such as `t3`.
    public String family() {
        return name.substring(0, name.indexOf('.'));
    }

    public int cores() {
        return cpus / threadsPerCore;
    }

    /// What its instances' CPU credits are unless they say otherwise: only the oldest burstable family saves.
    public String defaultCredits() {
        return family().equals("t2") ? "standard" : "unlimited";
    }
}
