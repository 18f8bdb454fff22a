// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import static dev.lanyard.core.ec2.Ec2Fault.INCORRECT_INSTANCE_STATE;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_USER_DATA_MALFORMED;
import static dev.lanyard.core.ec2.Ec2Service.EC2;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.instance.InstanceReader.Reading.Details;
import dev.lanyard.core.ec2.instance.InstanceViews.BlockDeviceView;
import dev.lanyard.core.ec2.instance.InstanceViews.EnclaveOptions;
import dev.lanyard.core.ec2.instance.InstanceViews.GroupView;
import dev.lanyard.core.ec2.instance.InstanceViews.ProductCode;
import dev.lanyard.core.ec2.network.NetworkInterface;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import dev.lanyard.core.op.Permission;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The attributes of instances, one at a time.
public final class InstanceAttributeApi implements ApiSection {
    private final InstanceStore store;
    private final Instances instances;
    private final InstanceReader reader;
    private final AttributeChanges changes;
    private final InstancePermissions permissions;

    public InstanceAttributeApi(
            Instances instances, InstanceReader reader, AttributeChanges changes, InstancePermissions permissions) {
        this.store = instances.stores().instances();
        this.instances = instances;
        this.reader = reader;
        this.changes = changes;
        this.permissions = permissions;
    }

    record DescribeInstanceAttribute(InstanceId instanceId, String attribute) {}

    record Text(Optional<String> value) {}

    record Flag(Optional<Boolean> value) {}

    record Bytes(Optional<byte[]> value) {}

    record EbsChange(Optional<Boolean> deleteOnTermination) {}

    record DeviceChange(Optional<String> deviceName, Optional<EbsChange> ebs) {}

    record ModifyInstanceAttribute(
            Optional<Flag> sourceDestCheck,
            Optional<Flag> disableApiStop,
            InstanceId instanceId,
            Optional<String> attribute,
            Optional<String> value,
            List<DeviceChange> blockDeviceMappings,
            Optional<Flag> disableApiTermination,
            Optional<Text> instanceType,
            Optional<Bytes> userData,
            Optional<Text> instanceInitiatedShutdownBehavior,
            List<SecurityGroupId> groups,
            Optional<Flag> ebsOptimized,
            Optional<Text> sriovNetSupport,
            Optional<Flag> enaSupport) {}

    record Attribute(
            Optional<List<BlockDeviceView>> blockDeviceMappings,
            Optional<Flag> disableApiTermination,
            Optional<Flag> enaSupport,
            Optional<EnclaveOptions> enclaveOptions,
            Optional<Flag> ebsOptimized,
            InstanceId instanceId,
            Optional<Text> instanceInitiatedShutdownBehavior,
            Optional<Text> instanceType,
            Optional<Text> kernelId,
            Optional<List<ProductCode>> productCodes,
            Optional<Text> ramdiskId,
            Optional<Text> rootDeviceName,
            Optional<Flag> sourceDestCheck,
            Optional<Text> sriovNetSupport,
            Optional<Text> userData,
            Optional<Flag> disableApiStop,
            Optional<List<GroupView>> groups) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                EC2.read("DescribeInstanceAttribute", DescribeInstanceAttribute.class, Attribute.class, this::describe)
                        .guardedBy((in, call) ->
                                List.of(permissions.on("DescribeInstanceAttribute", in.instanceId(), call))),
                EC2.write("ModifyInstanceAttribute", ModifyInstanceAttribute.class, Nothing.class, this::modify)
                        .guardedBy(this::toModify)
                        .faults(INCORRECT_INSTANCE_STATE, INVALID_USER_DATA_MALFORMED));
    }

    private List<Permission> toModify(ModifyInstanceAttribute in, Call call) {
        String operation = "ModifyInstanceAttribute";
        return Stream.concat(
                        Stream.of(permissions.on(operation, in.instanceId(), call)),
                        in.groups().stream().map(group -> permissions.on(operation, group, call)))
                .map(permission -> Ec2Permissions.setting(
                        permission.with("ec2:Attribute", AttributeChanges.name(in)), AttributeChanges.values(in)))
                .toList();
    }

    private Nothing modify(ModifyInstanceAttribute in, Call call) {
        changes.apply(in, instances.find(in.instanceId(), call), call);
        return NOTHING;
    }

    private Attribute describe(DescribeInstanceAttribute in, Call call) {
        Instance instance = instances.find(in.instanceId(), call);
        Details details = reader.begin(call).of(instance);
        Instance.Settings settings = instance.settings();
        Asked asked = new Asked(in.attribute());
        return new Attribute(
                asked.when("blockDeviceMapping", InstanceShow.blockDevices(details)),
                asked.flag("disableApiTermination", settings.protection().noTermination()),
                asked.flag("enaSupport", true),
                asked.when("enclaveOptions", new EnclaveOptions(settings.enclave())),
                asked.flag("ebsOptimized", settings.ebsOptimized()),
                instance.id(),
                asked.text(
                        "instanceInitiatedShutdownBehavior",
                        Optional.of(settings.protection().onShutdown())),
                asked.text("instanceType", Optional.of(settings.type())),
                asked.text("kernel", Optional.empty()),
                asked.when("productCodes", List.of()),
                asked.text("ramdisk", Optional.empty()),
                asked.text(
                        "rootDeviceName",
                        Optional.of(instance.launch().software().rootDeviceName())),
                asked.flag(
                        "sourceDestCheck",
                        details.primary().map(NetworkInterface::sourceDestCheck).orElse(true)),
                asked.text("sriovNetSupport", Optional.empty()),
                asked.text("userData", store.userData(Scope.of(call), instance.id())),
                asked.flag("disableApiStop", settings.protection().noStop()),
                asked.when("groupSet", InstanceShow.groups(details)));
    }

    /// The one attribute that is asked for.
    private record Asked(String attribute) {
        <T> Optional<T> when(String name, T value) {
            return attribute.equals(name) ? Optional.of(value) : Optional.empty();
        }

        Optional<Flag> flag(String name, boolean value) {
            return when(name, new Flag(Optional.of(value)));
        }

        Optional<Text> text(String name, Optional<String> value) {
            return when(name, new Text(value));
        }
    }
}
