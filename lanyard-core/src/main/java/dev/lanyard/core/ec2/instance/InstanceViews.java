// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.shared.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Instances and their parts as AWS shows them.
final class InstanceViews {
    private InstanceViews() {}

    record ReservationView(
            String reservationId, String ownerId, List<GroupView> groups, List<InstanceView> instances) {}

    record InstanceView(
            String architecture,
            List<BlockDeviceView> blockDeviceMappings,
            String clientToken,
            boolean ebsOptimized,
            boolean enaSupport,
            String hypervisor,
            Optional<ProfileView> iamInstanceProfile,
            List<NicView> networkInterfaces,
            String rootDeviceName,
            String rootDeviceType,
            List<GroupView> securityGroups,
            Optional<Boolean> sourceDestCheck,
            Optional<Lifecycle.StateReason> stateReason,
            List<Tag> tags,
            String virtualizationType,
            CpuOptions cpuOptions,
            CapacityReservationSpecification capacityReservationSpecification,
            HibernationOptions hibernationOptions,
            MetadataOptionsView metadataOptions,
            EnclaveOptions enclaveOptions,
            String bootMode,
            String platformDetails,
            String usageOperation,
            Instant usageOperationUpdateTime,
            PrivateDnsNameOptions privateDnsNameOptions,
            MaintenanceOptions maintenanceOptions,
            String currentInstanceBootMode,
            NetworkPerformanceOptions networkPerformanceOptions,
            Operator operator,
            InstanceId instanceId,
            String imageId,
            StateView state,
            String privateDnsName,
            String publicDnsName,
            String stateTransitionReason,
            Optional<String> keyName,
            int amiLaunchIndex,
            List<ProductCode> productCodes,
            String instanceType,
            Instant launchTime,
            PlacementView placement,
            Optional<String> platform,
            MonitoringView monitoring,
            Optional<String> subnetId,
            Optional<String> vpcId,
            Optional<String> privateIpAddress,
            Optional<String> publicIpAddress) {}

    record StateView(int code, String name) {
        static StateView of(InstanceState state) {
            return new StateView(state.code(), state.toString());
        }
    }

    record ProfileView(String arn, String id) {}

    record GroupView(String groupId, String groupName) {}

    /// Nothing that Lanyard launches is sold on the Marketplace.
    record ProductCode(String productCodeId) {}

    record CpuOptions(int coreCount, int threadsPerCore) {}

    record CapacityReservationSpecification(String capacityReservationPreference) {}

    record HibernationOptions(boolean configured) {}

    record EnclaveOptions(boolean enabled) {}

    record PrivateDnsNameOptions(
            String hostnameType, boolean enableResourceNameDnsARecord, boolean enableResourceNameDnsAAAARecord) {}

    record MaintenanceOptions(String autoRecovery, String rebootMigration) {}

    record NetworkPerformanceOptions(String bandwidthWeighting) {}

    record Operator(boolean managed) {}

    record PlacementView(String availabilityZoneId, String groupName, String tenancy, String availabilityZone) {}

    record MonitoringView(String state) {}

    record MetadataOptionsView(
            String state,
            String httpTokens,
            int httpPutResponseHopLimit,
            String httpEndpoint,
            String httpProtocolIpv6,
            String instanceMetadataTags) {
        static MetadataOptionsView of(MetadataOptions options, String state) {
            return new MetadataOptionsView(
                    state,
                    options.httpTokens(),
                    options.hopLimit(),
                    options.httpEndpoint(),
                    options.httpProtocolIpv6(),
                    options.instanceMetadataTags());
        }
    }

    record BlockDeviceView(String deviceName, EbsView ebs) {}

    record EbsView(Instant attachTime, boolean deleteOnTermination, String status, String volumeId) {}

    record NicView(
            Optional<NicAssociation> association,
            NicAttachment attachment,
            String description,
            List<GroupView> groups,
            List<Ipv6View> ipv6Addresses,
            String macAddress,
            String networkInterfaceId,
            String ownerId,
            Optional<String> privateDnsName,
            String privateIpAddress,
            List<NicAddress> privateIpAddresses,
            boolean sourceDestCheck,
            String status,
            String subnetId,
            String vpcId,
            String interfaceType,
            Operator operator) {}

    /// Lanyard gives out no IPv6 addresses.
    record Ipv6View(String ipv6Address) {}

    record NicAssociation(String ipOwnerId, String publicDnsName, String publicIp) {}

    record NicAttachment(
            Instant attachTime,
            String attachmentId,
            boolean deleteOnTermination,
            int deviceIndex,
            String status,
            int networkCardIndex) {}

    record NicAddress(
            Optional<NicAssociation> association,
            boolean primary,
            Optional<String> privateDnsName,
            String privateIpAddress) {}
}
