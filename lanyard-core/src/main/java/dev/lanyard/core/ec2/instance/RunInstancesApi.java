// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import static dev.lanyard.core.ec2.Ec2Fault.IDEMPOTENT_PARAMETER_MISMATCH;
import static dev.lanyard.core.ec2.Ec2Fault.INSTANCE_LIMIT_EXCEEDED;
import static dev.lanyard.core.ec2.Ec2Fault.INSUFFICIENT_FREE_ADDRESSES;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_IP_ADDRESS_IN_USE;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_LAUNCH_TEMPLATE_NAME_NOT_FOUND;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_LAUNCH_TEMPLATE_VERSION_NOT_FOUND;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_NETWORK_INTERFACE_IN_USE;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_COMBINATION;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_USER_DATA_MALFORMED;
import static dev.lanyard.core.ec2.Ec2Fault.MISSING_INPUT;
import static dev.lanyard.core.ec2.Ec2Fault.VPC_ID_NOT_SPECIFIED;
import static dev.lanyard.core.ec2.Ec2Service.EC2;

import dev.lanyard.core.ec2.Lacking;
import dev.lanyard.core.ec2.ResourceId.ImageId;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.TagSpecification;
import dev.lanyard.core.ec2.instance.InstanceReader.Reading;
import dev.lanyard.core.ec2.instance.InstanceStore.LaunchToken;
import dev.lanyard.core.ec2.instance.InstanceViews.GroupView;
import dev.lanyard.core.ec2.instance.InstanceViews.InstanceView;
import dev.lanyard.core.ec2.instance.InstanceViews.ReservationView;
import dev.lanyard.core.ec2.instance.LaunchRequest.Cpu;
import dev.lanyard.core.ec2.instance.LaunchRequest.Device;
import dev.lanyard.core.ec2.instance.LaunchRequest.Naming;
import dev.lanyard.core.ec2.instance.LaunchRequest.Nic;
import dev.lanyard.core.ec2.instance.LaunchRequest.Placement;
import dev.lanyard.core.ec2.instance.LaunchRequest.Wishes;
import dev.lanyard.core.ec2.profile.ProfileReference;
import dev.lanyard.core.ec2.template.LaunchTemplates;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Launching instances.
public final class RunInstancesApi implements ApiSection {
    private static final int QUOTA = 20_000;
    private static final int MAX_TOKEN = 64;

    private final InstanceStore instances;
    private final LaunchTemplates templates;
    private final LaunchPlanner planner;
    private final Launcher launcher;
    private final InstanceEquipment equipment;
    private final LaunchPermissions permissions;

    public RunInstancesApi(
            InstanceStore instances,
            LaunchTemplates templates,
            LaunchPlanner planner,
            Launcher launcher,
            InstanceEquipment equipment,
            LaunchPermissions permissions) {
        this.instances = instances;
        this.templates = templates;
        this.planner = planner;
        this.launcher = launcher;
        this.equipment = equipment;
        this.permissions = permissions;
    }

    record MonitoringRequest(boolean enabled) {}

    record LaunchTemplateSpecification(
            Optional<String> launchTemplateId, Optional<String> launchTemplateName, Optional<String> version) {}

    record Credits(String cpuCredits) {}

    record Hibernation(Optional<Boolean> configured) {}

    record Enclave(Optional<Boolean> enabled) {}

    record Maintenance(Optional<String> autoRecovery) {}

    record Market(Optional<String> marketType) {}

    record Ipv6Address(Optional<String> ipv6Address) {}

    record RunInstances(
            List<Device> blockDeviceMappings,
            Optional<ImageId> imageId,
            Optional<String> instanceType,
            Optional<String> keyName,
            Optional<Integer> ipv6AddressCount,
            List<Ipv6Address> ipv6Addresses,
            Optional<Market> instanceMarketOptions,
            int maxCount,
            int minCount,
            Optional<MonitoringRequest> monitoring,
            Optional<Placement> placement,
            List<SecurityGroupId> securityGroupIds,
            List<String> securityGroups,
            Optional<SubnetId> subnetId,
            Optional<String> userData,
            List<TagSpecification> tagSpecifications,
            Optional<LaunchTemplateSpecification> launchTemplate,
            Optional<Credits> creditSpecification,
            Optional<Cpu> cpuOptions,
            Optional<Hibernation> hibernationOptions,
            Optional<MetadataRequest> metadataOptions,
            Optional<Enclave> enclaveOptions,
            Optional<Naming> privateDnsNameOptions,
            Optional<Maintenance> maintenanceOptions,
            Optional<Boolean> disableApiStop,
            Optional<Boolean> disableApiTermination,
            Optional<String> instanceInitiatedShutdownBehavior,
            Optional<String> privateIpAddress,
            Optional<String> clientToken,
            List<Nic> networkInterfaces,
            Optional<ProfileReference> iamInstanceProfile,
            Optional<Boolean> ebsOptimized) {

        /// What the request itself says of the instances.
        LaunchRequest own() {
            Lacking.requireOnDemand(
                    instanceMarketOptions.flatMap(Market::marketType).isPresent());
            Lacking.requireNoIpv6(ipv6AddressCount.orElse(0) > 0 || !ipv6Addresses.isEmpty());
            return new LaunchRequest(
                    imageId,
                    instanceType,
                    keyName,
                    iamInstanceProfile,
                    userData,
                    new LaunchRequest.Network(
                            placement, subnetId, privateIpAddress, securityGroupIds, securityGroups, networkInterfaces),
                    blockDeviceMappings,
                    wishes(),
                    metadataOptions.orElse(MetadataRequest.NONE),
                    TemplateReader.launched(tagSpecifications));
        }

        private Wishes wishes() {
            return new Wishes(
                    monitoring.map(MonitoringRequest::enabled),
                    disableApiTermination,
                    disableApiStop,
                    instanceInitiatedShutdownBehavior,
                    ebsOptimized,
                    creditSpecification.map(Credits::cpuCredits),
                    cpuOptions,
                    hibernationOptions.flatMap(Hibernation::configured),
                    enclaveOptions.flatMap(Enclave::enabled),
                    privateDnsNameOptions,
                    maintenanceOptions.flatMap(Maintenance::autoRecovery));
        }
    }

    record Launched(String reservationId, String ownerId, List<GroupView> groups, List<InstanceView> instances) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(EC2.write("RunInstances", RunInstances.class, Launched.class)
                .planned((in, call) -> LaunchSource.of(in, templates, call), permissions::toLaunch, this::run)
                .probing()
                .faults(
                        INSTANCE_LIMIT_EXCEEDED,
                        INSUFFICIENT_FREE_ADDRESSES,
                        INVALID_IP_ADDRESS_IN_USE,
                        INVALID_LAUNCH_TEMPLATE_NAME_NOT_FOUND,
                        INVALID_LAUNCH_TEMPLATE_VERSION_NOT_FOUND,
                        INVALID_NETWORK_INTERFACE_IN_USE,
                        INVALID_USER_DATA_MALFORMED,
                        MISSING_INPUT,
                        VPC_ID_NOT_SPECIFIED));
    }

    private Launched run(LaunchSource source, Call call) {
        RunInstances in = source.in();
        requireSense(in);
        Scope scope = Scope.of(call);
        String fingerprint = fingerprint(in);
        Optional<LaunchToken> used = in.clientToken().flatMap(token -> instances.token(scope, token));
        if (used.isPresent()) {
            return replay(used.get(), fingerprint, call);
        }
        LaunchPlan plan = planner.plan(
                source.requireRequest(), instances.metadataDefaults(scope).orElse(MetadataDefaults.NONE), call);
        int granted = granted(in, plan, call);
        equipment.purge(scope, call.now());
        List<Instance> launched =
                launcher.launch(plan, granted, new Launcher.Claim(in.clientToken(), fingerprint), call);
        return shown(launched, true, call);
    }

    private static void requireSense(RunInstances in) {
        if (in.minCount() < 1) {
            throw INVALID_PARAMETER_VALUE.because("Value (" + in.minCount()
                    + ") for parameter minCount is invalid. The value must be greater than 0.");
        }
        if (in.maxCount() < in.minCount()) {
            throw INVALID_PARAMETER_VALUE.because("Value (" + in.maxCount()
                    + ") for parameter maxCount is invalid. The value must be at least minCount.");
        }
        in.clientToken().filter(token -> token.length() > MAX_TOKEN).ifPresent(token -> {
            throw INVALID_PARAMETER_VALUE.because("Value (" + token
                    + ") for parameter clientToken is invalid. The length must be at most " + MAX_TOKEN + ".");
        });
        boolean one = in.privateIpAddress().isPresent()
                || in.networkInterfaces().stream()
                        .anyMatch(nic -> nic.networkInterfaceId().isPresent()
                                || nic.privateIpAddress().isPresent()
                                || !nic.privateIpAddresses().isEmpty());
        if (one && in.maxCount() > 1) {
            throw INVALID_PARAMETER_COMBINATION.because(
                    "A private IP address or network interface may be specified only when launching one instance");
        }
    }

    /// As many as fit between the two counts. Where not even the smaller one fits a subnet, the launch fails when its
    /// addresses have run out.
    private int granted(RunInstances in, LaunchPlan plan, Call call) {
        int room = QUOTA - instances.count(Scope.of(call));
        if (in.minCount() > room) {
            throw INSTANCE_LIMIT_EXCEEDED.because("You have requested more instances (" + in.minCount()
                    + ") than your current instance limit of " + QUOTA
                    + " allows for the specified instance type. Please visit http://aws.amazon.com/contact-us/ec2-request"
                    + " to request an adjustment to this limit.");
        }
        int most = Math.min(in.maxCount(), room);
        return most == in.minCount() ? most : Math.clamp(planner.room(plan, call), in.minCount(), most);
    }

    /// What the token launched, as it is now.
    private Launched replay(LaunchToken used, String fingerprint, Call call) {
        if (!used.fingerprint().equals(fingerprint)) {
            throw IDEMPOTENT_PARAMETER_MISMATCH.because("Arguments on this idempotent request are inconsistent with"
                    + " arguments used in previous request(s).");
        }
        return shown(instances.ofReservation(Scope.of(call), used.reservation()), false, call);
    }

    private Launched shown(List<Instance> launched, boolean fresh, Call call) {
        Reading reading = equipment.reader().begin(call);
        ReservationView view = InstanceShow.reservation(launched.stream()
                .map(instance -> fresh ? reading.fresh(instance) : reading.of(instance))
                .toList());
        return new Launched(view.reservationId(), view.ownerId(), view.groups(), view.instances());
    }

    private static String fingerprint(RunInstances in) {
        try {
            byte[] text = in.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
