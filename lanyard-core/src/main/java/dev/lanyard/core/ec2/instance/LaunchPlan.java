// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.catalogue.Zones.Zone;
import dev.lanyard.core.ec2.instance.Instance.Settings;
import dev.lanyard.core.ec2.instance.Instance.Software;
import dev.lanyard.core.ec2.network.NetworkInterface;
import dev.lanyard.core.ec2.network.NetworkInterfaces;
import dev.lanyard.core.ec2.network.Subnet;
import dev.lanyard.core.ec2.profile.ProfileDirectory.Profile;
import dev.lanyard.core.ec2.volume.Volume.Media;
import dev.lanyard.core.shared.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A launch of which everything is known and allowed.
record LaunchPlan(
        Software software,
        Optional<String> keyName,
        Optional<Profile> profile,
        Optional<String> userData,
        Site site,
        List<PlannedNic> nics,
        List<PlannedDisk> disks,
        Settings settings,
        boolean monitored,
        MetadataOptions metadata,
        Map<ResourceType, List<Tag>> tags) {

    record Site(Subnet subnet, Zone zone, String tenancy, String groupName) {}

    /// Either one that exists or one to be made.
    record PlannedNic(
            int deviceIndex,
            boolean deleteOnTermination,
            Optional<NetworkInterface> existing,
            Optional<NetworkInterfaces.Wanted> wanted) {}

    record PlannedDisk(
            String device, Media media, boolean encrypted, Optional<String> snapshotId, boolean deleteOnTermination) {}

    List<Tag> tags(ResourceType type) {
        return tags.getOrDefault(type, List.of());
    }

    boolean publicAddress() {
        return nics.stream()
                .filter(nic -> nic.deviceIndex() == 0)
                .flatMap(nic -> nic.wanted().stream())
                .anyMatch(NetworkInterfaces.Wanted::publicAddress);
    }
}
