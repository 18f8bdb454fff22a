// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.ResourceId.AllocationId;
import dev.lanyard.core.ec2.ResourceId.NetworkInterfaceId;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.catalogue.Zones;
import dev.lanyard.core.ec2.catalogue.Zones.Zone;
import dev.lanyard.core.ec2.network.NetworkInterface.Elastic;
import dev.lanyard.core.ec2.network.NetworkInterface.PublicAddress;
import dev.lanyard.core.ec2.network.Subnet.OnLaunch;
import dev.lanyard.core.shared.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// VPCs, subnets and their likes as EC2 shows them.
final class NetworkViews {
    private NetworkViews() {}

    record CidrState(String state) {}

    record CidrAssociationView(String associationId, String cidrBlock, CidrState cidrBlockState) {}

    record BlockPublicAccess(String internetGatewayBlockMode) {
        static final BlockPublicAccess OFF = new BlockPublicAccess("off");
    }

    record VpcView(
            VpcId vpcId,
            String ownerId,
            String state,
            String cidrBlock,
            List<CidrAssociationView> cidrBlockAssociationSet,
            List<Map<String, Object>> ipv6CidrBlockAssociationSet,
            String dhcpOptionsId,
            String instanceTenancy,
            boolean isDefault,
            BlockPublicAccess blockPublicAccessStates,
            List<Tag> tags) {}

    static VpcView vpc(Scope scope, Vpc vpc, String state, List<Tag> tags) {
        String cidr = vpc.cidr().toString();
        return new VpcView(
                vpc.id(),
                scope.account().value(),
                state,
                cidr,
                List.of(new CidrAssociationView(vpc.cidrAssociation(), cidr, new CidrState("associated"))),
                List.of(),
                SteadyIds.dhcpOptions(scope),
                vpc.tenancy(),
                vpc.isDefault(),
                BlockPublicAccess.OFF,
                tags);
    }

    record NameOptions(
            String hostnameType, boolean enableResourceNameDnsARecord, boolean enableResourceNameDnsAAAARecord) {}

    record SubnetView(
            SubnetId subnetId,
            String subnetArn,
            VpcId vpcId,
            String ownerId,
            String state,
            String cidrBlock,
            int availableIpAddressCount,
            String availabilityZone,
            String availabilityZoneId,
            boolean defaultForAz,
            boolean mapPublicIpOnLaunch,
            boolean mapCustomerOwnedIpOnLaunch,
            boolean assignIpv6AddressOnCreation,
            boolean enableDns64,
            boolean ipv6Native,
            List<Map<String, Object>> ipv6CidrBlockAssociationSet,
            NameOptions privateDnsNameOptionsOnLaunch,
            BlockPublicAccess blockPublicAccessStates,
            List<Tag> tags) {}

    /// @param used how many of its addresses interfaces have
    static SubnetView subnet(Scope scope, Subnet subnet, int used, Zones zones, List<Tag> tags) {
        OnLaunch onLaunch = subnet.onLaunch();
        return new SubnetView(
                subnet.id(),
                Ec2Permissions.arn(ResourceType.SUBNET, subnet.id().value(), scope)
                        .toString(),
                subnet.vpc(),
                scope.account().value(),
                "available",
                subnet.cidr().toString(),
                subnet.cidr().hosts() - used,
                subnet.zone(),
                zones.named(scope.region(), subnet.zone()).map(Zone::id).orElse(""),
                subnet.defaultForAz(),
                onLaunch.publicAddress(),
                false,
                onLaunch.ipv6Address(),
                onLaunch.dns64(),
                false,
                List.of(),
                new NameOptions(onLaunch.hostnameType(), onLaunch.nameRecordA(), onLaunch.nameRecordAaaa()),
                BlockPublicAccess.OFF,
                tags);
    }

    record GatewayAttachment(VpcId vpcId, String state) {}

    record GatewayView(String internetGatewayId, String ownerId, List<GatewayAttachment> attachments, List<Tag> tags) {}

    static GatewayView gateway(Scope scope, InternetGateway gateway, List<Tag> tags) {
        return new GatewayView(
                gateway.id().value(),
                scope.account().value(),
                gateway.vpc().stream()
                        .map(vpc -> new GatewayAttachment(vpc, "available"))
                        .toList(),
                tags);
    }

    record PublicAssociation(
            Optional<AllocationId> allocationId,
            Optional<String> associationId,
            String ipOwnerId,
            String publicDnsName,
            String publicIp) {}

    record PrivateAddress(
            Optional<PublicAssociation> association, boolean primary, String privateDnsName, String privateIpAddress) {}

    record InterfaceAttachment(
            Instant attachTime,
            String attachmentId,
            boolean deleteOnTermination,
            int deviceIndex,
            int networkCardIndex,
            String instanceId,
            String instanceOwnerId,
            String status) {}

    record GroupIdentifier(SecurityGroupId groupId, String groupName) {}

    record InterfaceView(
            NetworkInterfaceId networkInterfaceId,
            SubnetId subnetId,
            VpcId vpcId,
            String ownerId,
            String availabilityZone,
            String description,
            String interfaceType,
            String macAddress,
            boolean requesterManaged,
            boolean sourceDestCheck,
            String status,
            String privateIpAddress,
            String privateDnsName,
            List<PrivateAddress> privateIpAddresses,
            List<Map<String, Object>> ipv6Addresses,
            Optional<PublicAssociation> association,
            Optional<InterfaceAttachment> attachment,
            List<GroupIdentifier> groups,
            List<Tag> tagSet) {}

    /// @param groups the names of all groups
    /// @param status `pending` in the answer that makes it; after that whether it is attached tells
    static InterfaceView networkInterface(
            Scope scope,
            NetworkInterface network,
            Map<SecurityGroupId, String> groups,
            Optional<String> status,
            List<Tag> tags) {
        return new InterfaceView(
                network.id(),
                network.subnet(),
                network.vpc(),
                scope.account().value(),
                network.zone(),
                network.description(),
                "interface",
                network.macAddress(),
                false,
                network.sourceDestCheck(),
                status.orElse(network.attachment().isPresent() ? "in-use" : "available"),
                network.privateAddress(),
                DnsNames.ofPrivate(network.privateAddress(), scope.region()),
                network.privateAddresses().stream()
                        .map(address -> privateAddress(scope, network, address))
                        .toList(),
                List.of(),
                network.publicAddress().map(it -> association(scope, it)),
                network.attachment()
                        .map(it -> new InterfaceAttachment(
                                it.attached(),
                                it.id(),
                                it.deleteOnTermination(),
                                it.deviceIndex(),
                                0,
                                it.instance().value(),
                                scope.account().value(),
                                "attached")),
                network.groups().stream()
                        .map(id -> new GroupIdentifier(id, groups.getOrDefault(id, "")))
                        .toList(),
                tags);
    }

    private static PublicAssociation association(Scope scope, PublicAddress address) {
        return new PublicAssociation(
                address.elastic().map(Elastic::allocation),
                address.elastic().map(Elastic::association),
                address.owner(scope),
                DnsNames.ofPublic(address.address(), scope.region()),
                address.address());
    }

    private static PrivateAddress privateAddress(Scope scope, NetworkInterface network, String address) {
        return new PrivateAddress(
                network.publicOf(address).map(it -> association(scope, it)),
                address.equals(network.privateAddress()),
                DnsNames.ofPrivate(address, scope.region()),
                address);
    }
}
