// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import dev.lanyard.core.ec2.Ec2Tags;
import dev.lanyard.core.ec2.Lacking;
import dev.lanyard.core.ec2.ResourceId.ImageId;
import dev.lanyard.core.ec2.ResourceId.NetworkInterfaceId;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.TagSpecification;
import dev.lanyard.core.ec2.TagSpecification.TagText;
import dev.lanyard.core.ec2.instance.LaunchRequest.Address;
import dev.lanyard.core.ec2.instance.LaunchRequest.Cpu;
import dev.lanyard.core.ec2.instance.LaunchRequest.Device;
import dev.lanyard.core.ec2.instance.LaunchRequest.Ebs;
import dev.lanyard.core.ec2.instance.LaunchRequest.Naming;
import dev.lanyard.core.ec2.instance.LaunchRequest.Network;
import dev.lanyard.core.ec2.instance.LaunchRequest.Nic;
import dev.lanyard.core.ec2.instance.LaunchRequest.Placement;
import dev.lanyard.core.ec2.instance.LaunchRequest.Wishes;
import dev.lanyard.core.ec2.profile.ProfileReference;
import dev.lanyard.core.shared.Tag;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the tree that a launch template keeps, by the model's member names. Nobody has looked into it before a launch.
record TemplateReader(Map<?, ?> tree) {
    private static final Set<String> LAUNCHED = Set.of("instance", "volume", "network-interface");

    static LaunchRequest read(Map<String, Object> data) {
        return new TemplateReader(data).request();
    }

    private LaunchRequest request() {
        Lacking.requireOnDemand(
                in("InstanceMarketOptions").flatMap(it -> it.text("MarketType")).isPresent());
        return new LaunchRequest(
                text("ImageId").map(ImageId::new),
                text("InstanceType"),
                text("KeyName"),
                in("IamInstanceProfile").map(it -> new ProfileReference(it.text("Arn"), it.text("Name"))),
                text("UserData"),
                network(),
                all("BlockDeviceMappings").stream().map(TemplateReader::device).toList(),
                wishes(),
                in("MetadataOptions").map(TemplateReader::metadata).orElse(MetadataRequest.NONE),
                tags());
    }

    private Network network() {
        return new Network(
                in("Placement")
                        .map(it -> new Placement(
                                it.text("AvailabilityZoneId"),
                                it.text("GroupName"),
                                it.text("Tenancy"),
                                it.text("AvailabilityZone"))),
                Optional.empty(),
                Optional.empty(),
                texts("SecurityGroupIds").stream().map(SecurityGroupId::new).toList(),
                texts("SecurityGroups"),
                all("NetworkInterfaces").stream().map(TemplateReader::nic).toList());
    }

    private Nic nic() {
        Lacking.requireNoIpv6(number("Ipv6AddressCount").orElse(0) > 0
                || !all("Ipv6Addresses").isEmpty());
        return new Nic(
                flag("AssociatePublicIpAddress"),
                flag("DeleteOnTermination"),
                text("Description"),
                number("DeviceIndex"),
                texts("Groups").stream().map(SecurityGroupId::new).toList(),
                text("NetworkInterfaceId").map(NetworkInterfaceId::new),
                text("PrivateIpAddress"),
                all("PrivateIpAddresses").stream()
                        .map(it -> new Address(it.flag("Primary"), it.text("PrivateIpAddress")))
                        .toList(),
                number("SecondaryPrivateIpAddressCount"),
                text("SubnetId").map(SubnetId::new));
    }

    private Device device() {
        return new Device(
                in("Ebs")
                        .map(it -> new Ebs(
                                it.flag("DeleteOnTermination"),
                                it.number("Iops"),
                                it.text("SnapshotId"),
                                it.number("VolumeSize"),
                                it.text("VolumeType"),
                                it.number("Throughput"),
                                it.flag("Encrypted"))),
                text("NoDevice"),
                text("DeviceName"),
                text("VirtualName"));
    }

    private Wishes wishes() {
        return new Wishes(
                in("Monitoring").flatMap(it -> it.flag("Enabled")),
                flag("DisableApiTermination"),
                flag("DisableApiStop"),
                text("InstanceInitiatedShutdownBehavior"),
                flag("EbsOptimized"),
                in("CreditSpecification").flatMap(it -> it.text("CpuCredits")),
                in("CpuOptions").map(it -> new Cpu(it.number("CoreCount"), it.number("ThreadsPerCore"))),
                in("HibernationOptions").flatMap(it -> it.flag("Configured")),
                in("EnclaveOptions").flatMap(it -> it.flag("Enabled")),
                in("PrivateDnsNameOptions")
                        .map(it -> new Naming(
                                it.text("HostnameType"),
                                it.flag("EnableResourceNameDnsARecord"),
                                it.flag("EnableResourceNameDnsAAAARecord"))),
                in("MaintenanceOptions").flatMap(it -> it.text("AutoRecovery")));
    }

    private MetadataRequest metadata() {
        return new MetadataRequest(
                text("HttpTokens"),
                number("HttpPutResponseHopLimit"),
                text("HttpEndpoint"),
                text("HttpProtocolIpv6"),
                text("InstanceMetadataTags"));
    }

    /// A template may have tags for resources that a launch does not make.
    private Map<ResourceType, List<Tag>> tags() {
        List<TagSpecification> specifications = all("TagSpecifications").stream()
                .map(it -> new TagSpecification(
                        it.text("ResourceType"),
                        it.all("Tags").stream()
                                .map(tag -> new TagText(tag.text("Key"), tag.text("Value")))
                                .toList()))
                .filter(it -> it.resourceType().filter(LAUNCHED::contains).isPresent())
                .toList();
        return new EnumMap<>(launched(specifications));
    }

    static Map<ResourceType, List<Tag>> launched(List<TagSpecification> specifications) {
        Map<ResourceType, List<Tag>> tags = new EnumMap<>(ResourceType.class);
        tags.putAll(
                Ec2Tags.of(specifications, ResourceType.INSTANCE, ResourceType.VOLUME, ResourceType.NETWORK_INTERFACE));
        return tags;
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable((String) tree.get(name));
    }

    private Optional<Boolean> flag(String name) {
        return Optional.ofNullable((Boolean) tree.get(name));
    }

    private Optional<Integer> number(String name) {
        return Optional.ofNullable((Integer) tree.get(name));
    }

    private Optional<TemplateReader> in(String name) {
        return Optional.ofNullable((Map<?, ?>) tree.get(name)).map(TemplateReader::new);
    }

    private List<?> list(String name) {
        return tree.get(name) instanceof List<?> list ? list : List.of();
    }

    private List<String> texts(String name) {
        return list(name).stream().map(String.class::cast).toList();
    }

    private List<TemplateReader> all(String name) {
        return list(name).stream().map(it -> new TemplateReader((Map<?, ?>) it)).toList();
    }
}
