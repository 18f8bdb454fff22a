// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.catalogue;

import static dev.lanyard.core.ec2.Ec2Fault.INVALID_INSTANCE_TYPE;
import static dev.lanyard.core.ec2.Ec2Service.EC2;

import dev.lanyard.core.ec2.Ec2Filters;
import dev.lanyard.core.ec2.Ec2Paging;
import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.Filter;
import dev.lanyard.core.ec2.catalogue.Zones.Zone;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.shared.Page;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Instance types and where they are offered.
public final class InstanceTypeApi implements ApiSection {
    private static final Ec2Filters<TypeView> TYPES = Ec2Filters.<TypeView>none()
            .on("auto-recovery-supported", TypeView::autoRecoverySupported)
            .on("bare-metal", TypeView::bareMetal)
            .on("burstable-performance-supported", TypeView::burstablePerformanceSupported)
            .on("current-generation", TypeView::currentGeneration)
            .on("dedicated-hosts-supported", TypeView::dedicatedHostsSupported)
            .on("ebs-info.ebs-optimized-support", it -> it.ebsInfo().ebsOptimizedSupport())
            .on("ebs-info.encryption-support", it -> it.ebsInfo().encryptionSupport())
            .on("ebs-info.nvme-support", it -> it.ebsInfo().nvmeSupport())
            .on("free-tier-eligible", TypeView::freeTierEligible)
            .on("hibernation-supported", TypeView::hibernationSupported)
            .on("hypervisor", TypeView::hypervisor)
            .on("instance-storage-supported", TypeView::instanceStorageSupported)
            .on("instance-type", TypeView::instanceType)
            .on("memory-info.size-in-mib", it -> it.memoryInfo().sizeInMiB())
            .on("network-info.ena-support", it -> it.networkInfo().enaSupport())
            .on(
                    "network-info.ipv4-addresses-per-interface",
                    it -> it.networkInfo().ipv4AddressesPerInterface())
            .on("network-info.ipv6-supported", it -> it.networkInfo().ipv6Supported())
            .on(
                    "network-info.maximum-network-interfaces",
                    it -> it.networkInfo().maximumNetworkInterfaces())
            .onAny("processor-info.supported-architecture", it -> it.processorInfo().supportedArchitectures().stream())
            .onAny("supported-boot-mode", it -> it.supportedBootModes().stream())
            .onAny("supported-root-device-type", it -> it.supportedRootDeviceTypes().stream())
            .onAny("supported-usage-class", it -> it.supportedUsageClasses().stream())
            .onAny("supported-virtualization-type", it -> it.supportedVirtualizationTypes().stream())
            .on("vcpu-info.default-cores", it -> it.vCpuInfo().defaultCores())
            .on("vcpu-info.default-threads-per-core", it -> it.vCpuInfo().defaultThreadsPerCore())
            .on("vcpu-info.default-vcpus", it -> it.vCpuInfo().defaultVCpus());
    private static final Ec2Filters<Offering> OFFERINGS = Ec2Filters.<Offering>none()
            .on("instance-type", Offering::instanceType)
            .on("location", Offering::location);

    private final InstanceTypes types;
    private final Zones zones;

    public InstanceTypeApi(InstanceTypes types, Zones zones) {
        this.types = types;
        this.zones = zones;
    }

    record DescribeInstanceTypes(
            List<String> instanceTypes,
            List<Filter> filters,
            Optional<Integer> maxResults,
            Optional<String> nextToken) {}

    record CpuInfo(int defaultVCpus, int defaultCores, int defaultThreadsPerCore) {}

    record MemoryInfo(long sizeInMiB) {}

    record ProcessorInfo(List<String> supportedArchitectures, String manufacturer) {}

    record NetworkInfo(
            int maximumNetworkInterfaces,
            int maximumNetworkCards,
            int defaultNetworkCardIndex,
            int ipv4AddressesPerInterface,
            int ipv6AddressesPerInterface,
            boolean ipv6Supported,
            String enaSupport,
            boolean efaSupported) {}

    record EbsInfo(String ebsOptimizedSupport, String encryptionSupport, String nvmeSupport) {}

    record PlacementGroupInfo(List<String> supportedStrategies) {}

    record TypeView(
            String instanceType,
            boolean currentGeneration,
            boolean freeTierEligible,
            List<String> supportedUsageClasses,
            List<String> supportedRootDeviceTypes,
            List<String> supportedVirtualizationTypes,
            boolean bareMetal,
            String hypervisor,
            ProcessorInfo processorInfo,
            CpuInfo vCpuInfo,
            MemoryInfo memoryInfo,
            boolean instanceStorageSupported,
            EbsInfo ebsInfo,
            NetworkInfo networkInfo,
            PlacementGroupInfo placementGroupInfo,
            boolean hibernationSupported,
            boolean burstablePerformanceSupported,
            boolean dedicatedHostsSupported,
            boolean autoRecoverySupported,
            List<String> supportedBootModes) {}

    record DescribedTypes(List<TypeView> instanceTypes, Optional<String> nextToken) {}

    record DescribeInstanceTypeOfferings(
            Optional<String> locationType,
            List<Filter> filters,
            Optional<Integer> maxResults,
            Optional<String> nextToken) {}

    record Offering(String instanceType, String locationType, String location) {}

    record DescribedOfferings(List<Offering> instanceTypeOfferings, Optional<String> nextToken) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                EC2.read("DescribeInstanceTypes", DescribeInstanceTypes.class, DescribedTypes.class, this::describe)
                        .guardedBy((_, call) -> Ec2Permissions.onAll("DescribeInstanceTypes", call))
                        .faults(INVALID_INSTANCE_TYPE),
                EC2.read(
                                "DescribeInstanceTypeOfferings",
                                DescribeInstanceTypeOfferings.class,
                                DescribedOfferings.class,
                                this::describeOfferings)
                        .guardedBy((_, call) -> Ec2Permissions.onAll("DescribeInstanceTypeOfferings", call)));
    }

    private DescribedTypes describe(DescribeInstanceTypes in, Call call) {
        var matching = TYPES.matching(in.filters());
        Ec2Paging paging = new Ec2Paging(in.maxResults(), in.nextToken()).notWith(in.instanceTypes(), "InstanceTypes");
        List<String> unknown = in.instanceTypes().stream()
                .filter(name -> types.find(name).isEmpty())
                .toList();
        if (!unknown.isEmpty()) {
            throw INVALID_INSTANCE_TYPE.because("The following supplied instance types do not exist: " + unknown);
        }
        Page<TypeView> page = paging.page(
                "DescribeInstanceTypes" + in.instanceTypes() + in.filters(),
                call,
                types.all().stream()
                        .filter(type -> in.instanceTypes().isEmpty()
                                || in.instanceTypes().contains(type.name()))
                        .map(InstanceTypeApi::view)
                        .filter(matching),
                TypeView::instanceType);
        return new DescribedTypes(page.items(), page.next());
    }

    private static TypeView view(InstanceType type) {
        boolean arm = type.architectures().contains("arm64");
        return new TypeView(
                type.name(),
                type.currentGeneration(),
                type.freeTier(),
                List.of("on-demand", "spot"),
                List.of("ebs"),
                List.of("hvm"),
                false,
                type.nitro() ? "nitro" : "xen",
                new ProcessorInfo(type.architectures(), arm ? "AWS" : "Intel"),
                new CpuInfo(type.cpus(), type.cores(), type.threadsPerCore()),
                new MemoryInfo(type.memoryMiB()),
                false,
                new EbsInfo(
                        type.nitro() ? "default" : "unsupported",
                        "supported",
                        type.nitro() ? "required" : "unsupported"),
                new NetworkInfo(
                        type.interfaces(),
                        1,
                        0,
                        type.addressesPerInterface(),
                        type.addressesPerInterface(),
                        true,
                        type.nitro() ? "required" : "unsupported",
                        false),
                new PlacementGroupInfo(
                        type.burstable() ? List.of("partition", "spread") : List.of("cluster", "partition", "spread")),
                false,
                type.burstable(),
                !type.burstable(),
                true,
                arm ? List.of("uefi") : List.of("legacy-bios", "uefi"));
    }

    private DescribedOfferings describeOfferings(DescribeInstanceTypeOfferings in, Call call) {
        String kind = in.locationType().orElse("region");
        List<String> locations = locations(kind, call);
        Stream<Offering> offerings = types.all().stream()
                .flatMap(type -> locations.stream().map(location -> new Offering(type.name(), kind, location)));
        Page<Offering> page = new Ec2Paging(in.maxResults(), in.nextToken())
                .page(
                        "DescribeInstanceTypeOfferings" + kind + in.filters(),
                        call,
                        offerings.filter(OFFERINGS.matching(in.filters())),
                        it -> it.instanceType() + ' ' + it.location());
        return new DescribedOfferings(page.items(), page.next());
    }

    private List<String> locations(String kind, Call call) {
        return switch (kind) {
            case "availability-zone" -> zones.names(call.region());
            case "availability-zone-id" ->
                zones.of(call.region()).zones().stream().map(Zone::id).toList();
            case "region" -> List.of(call.region().value());
            default -> List.of(); // nobody has an outpost
        };
    }
}
