// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import dev.lanyard.core.ec2.ResourceId.ImageId;
import dev.lanyard.core.ec2.ResourceId.NetworkInterfaceId;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.profile.ProfileReference;
import dev.lanyard.core.shared.Tag;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What instances shall be like, as far as a request or a launch template says.
record LaunchRequest(
        Optional<ImageId> imageId,
        Optional<String> instanceType,
        Optional<String> keyName,
        Optional<ProfileReference> profile,
        Optional<String> userData,
        Network network,
        List<Device> devices,
        Wishes wishes,
        MetadataRequest metadata,
        Map<ResourceType, List<Tag>> tags) {

    /// @param nics none for one in the subnet with the groups
    record Network(
            Optional<Placement> placement,
            Optional<SubnetId> subnetId,
            Optional<String> privateIpAddress,
            List<SecurityGroupId> groupIds,
            List<String> groupNames,
            List<Nic> nics) {
        Network or(Network others) {
            boolean groups = !groupIds.isEmpty() || !groupNames.isEmpty();
            return new Network(
                    placement.or(others::placement),
                    subnetId.or(others::subnetId),
                    privateIpAddress.or(others::privateIpAddress),
                    groups ? groupIds : others.groupIds,
                    groups ? groupNames : others.groupNames,
                    nics.isEmpty() ? others.nics : nics);
        }
    }

    record Placement(
            Optional<String> availabilityZoneId,
            Optional<String> groupName,
            Optional<String> tenancy,
            Optional<String> availabilityZone) {
        /// Terraform sends empty texts for what it does not care about.
        Placement {
            availabilityZoneId = availabilityZoneId.filter(text -> !text.isEmpty());
            groupName = groupName.filter(text -> !text.isEmpty());
            tenancy = tenancy.filter(text -> !text.isEmpty());
            availabilityZone = availabilityZone.filter(text -> !text.isEmpty());
        }
    }

    record Address(Optional<Boolean> primary, Optional<String> privateIpAddress) {}

    record Nic(
            Optional<Boolean> associatePublicIpAddress,
            Optional<Boolean> deleteOnTermination,
            Optional<String> description,
            Optional<Integer> deviceIndex,
            List<SecurityGroupId> groups,
            Optional<NetworkInterfaceId> networkInterfaceId,
            Optional<String> privateIpAddress,
            List<Address> privateIpAddresses,
            Optional<Integer> secondaryPrivateIpAddressCount,
            Optional<SubnetId> subnetId) {}

    record Ebs(
            Optional<Boolean> deleteOnTermination,
            Optional<Integer> iops,
            Optional<String> snapshotId,
            Optional<Integer> volumeSize,
            Optional<String> volumeType,
            Optional<Integer> throughput,
            Optional<Boolean> encrypted) {
        static final Ebs NONE = new Ebs(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    record Device(
            Optional<Ebs> ebs, Optional<String> noDevice, Optional<String> deviceName, Optional<String> virtualName) {}

    record Cpu(Optional<Integer> coreCount, Optional<Integer> threadsPerCore) {}

    record Naming(
            Optional<String> hostnameType,
            Optional<Boolean> enableResourceNameDnsARecord,
            Optional<Boolean> enableResourceNameDnsAAAARecord) {}

    record Wishes(
            Optional<Boolean> monitoring,
            Optional<Boolean> disableApiTermination,
            Optional<Boolean> disableApiStop,
            Optional<String> shutdownBehavior,
            Optional<Boolean> ebsOptimized,
            Optional<String> credits,
            Optional<Cpu> cpu,
            Optional<Boolean> hibernation,
            Optional<Boolean> enclave,
            Optional<Naming> naming,
            Optional<String> autoRecovery) {
        Wishes or(Wishes others) {
            return new Wishes(
                    monitoring.or(others::monitoring),
                    disableApiTermination.or(others::disableApiTermination),
                    disableApiStop.or(others::disableApiStop),
                    shutdownBehavior.or(others::shutdownBehavior),
                    ebsOptimized.or(others::ebsOptimized),
                    credits.or(others::credits),
                    cpu.or(others::cpu),
                    hibernation.or(others::hibernation),
                    enclave.or(others::enclave),
                    naming.or(others::naming),
                    autoRecovery.or(others::autoRecovery));
        }
    }

    /// This where it says something, the template where not: field by field, lists as a whole, tags by the type of
    /// resource they are for.
    LaunchRequest or(LaunchRequest template) {
        Map<ResourceType, List<Tag>> all = new EnumMap<>(ResourceType.class);
        all.putAll(template.tags);
        all.putAll(tags);
        return new LaunchRequest(
                imageId.or(template::imageId),
                instanceType.or(template::instanceType),
                keyName.or(template::keyName),
                profile.or(template::profile),
                userData.or(template::userData),
                network.or(template.network),
                devices.isEmpty() ? template.devices : devices,
                wishes.or(template.wishes),
                metadata.or(template.metadata),
                all);
    }

    LaunchRequest withTags(Map<ResourceType, List<Tag>> others) {
        return new LaunchRequest(
                imageId, instanceType, keyName, profile, userData, network, devices, wishes, metadata, others);
    }

    List<Tag> tags(ResourceType type) {
        return tags.getOrDefault(type, List.of());
    }
}
