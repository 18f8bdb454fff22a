// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import static dev.lanyard.core.ec2.Ec2Fault.INCORRECT_INSTANCE_STATE;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_COMBINATION;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_VALUE;

import dev.lanyard.aws.text.Ascii;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.instance.Instance.Protection;
import dev.lanyard.core.ec2.instance.Instance.Settings;
import dev.lanyard.core.ec2.instance.InstanceAttributeApi.Bytes;
import dev.lanyard.core.ec2.instance.InstanceAttributeApi.DeviceChange;
import dev.lanyard.core.ec2.instance.InstanceAttributeApi.EbsChange;
import dev.lanyard.core.ec2.instance.InstanceAttributeApi.Flag;
import dev.lanyard.core.ec2.instance.InstanceAttributeApi.ModifyInstanceAttribute;
import dev.lanyard.core.ec2.instance.InstanceAttributeApi.Text;
import dev.lanyard.core.ec2.network.Network;
import dev.lanyard.core.ec2.network.NetworkInterface;
import dev.lanyard.core.ec2.network.NetworkInterfaces;
import dev.lanyard.core.ec2.network.Subnet;
import dev.lanyard.core.ec2.volume.Volume;
import dev.lanyard.core.ec2.volume.VolumeStore;
import dev.lanyard.core.op.Call;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Carries out ModifyInstanceAttribute, which changes exactly one thing at a time.
public final class AttributeChanges {
    private final InstanceStore store;
    private final NetworkInterfaces interfaces;
    private final Network network;
    private final VolumeStore volumes;
    private final Shapes shapes;

    public AttributeChanges(InstanceStores stores, NetworkInterfaces interfaces, Network network, Shapes shapes) {
        this.store = stores.instances();
        this.interfaces = interfaces;
        this.network = network;
        this.volumes = stores.volumes();
        this.shapes = shapes;
    }

    /// The attribute that a request changes, for its condition key; the first if it names several.
    static String name(ModifyInstanceAttribute in) {
        return in.attribute()
                .orElseGet(() -> named(in).keySet().stream().findFirst().orElse(""));
    }

    /// The values that a request asks for, by the names of its members.
    static Map<String, String> values(ModifyInstanceAttribute in) {
        Map<String, Object> wanted = named(in);
        in.attribute().ifPresent(name -> wanted.put(name, in.value().orElse("")));
        Map<String, String> values = new TreeMap<>();
        wanted.forEach((name, value) -> {
            switch (value) {
                case Flag(Optional<Boolean> flag) -> flag.ifPresent(it -> values.put(member(name), it.toString()));
                case Text(Optional<String> text) -> text.ifPresent(it -> values.put(member(name), it));
                case String text -> values.put(member(name), text);
                default -> {}
            }
        });
        return values;
    }

    private static String member(String attribute) {
        return attribute.isEmpty() ? "" : Ascii.upper(attribute.substring(0, 1)) + attribute.substring(1);
    }

    void apply(ModifyInstanceAttribute in, Instance instance, Call call) {
        Map<String, Object> wanted = named(in);
        in.attribute().ifPresent(name -> wanted.put(name, in.value().orElse("")));
        if (wanted.size() > 1) {
            throw INVALID_PARAMETER_COMBINATION.because("Fields for multiple attribute types specified");
        }
        if (wanted.isEmpty()) {
            throw INVALID_PARAMETER_COMBINATION.because("No attributes specified.");
        }
        if (instance.lifecycle().ended()) {
            throw INCORRECT_INSTANCE_STATE.because("Instance '" + instance.id() + "' is not in a valid state.");
        }
        wanted.forEach((name, value) -> change(name, value, instance, call));
    }

    private static Map<String, Object> named(ModifyInstanceAttribute in) {
        Map<String, Object> wanted = new LinkedHashMap<>();
        in.sourceDestCheck().ifPresent(put(wanted, "sourceDestCheck"));
        in.disableApiStop().ifPresent(put(wanted, "disableApiStop"));
        in.disableApiTermination().ifPresent(put(wanted, "disableApiTermination"));
        in.instanceType().ifPresent(put(wanted, "instanceType"));
        in.userData().ifPresent(put(wanted, "userData"));
        in.instanceInitiatedShutdownBehavior().ifPresent(put(wanted, "instanceInitiatedShutdownBehavior"));
        in.ebsOptimized().ifPresent(put(wanted, "ebsOptimized"));
        in.sriovNetSupport().ifPresent(put(wanted, "sriovNetSupport"));
        in.enaSupport().ifPresent(put(wanted, "enaSupport"));
        if (!in.groups().isEmpty()) {
            wanted.put("groupSet", in.groups());
        }
        if (!in.blockDeviceMappings().isEmpty()) {
            wanted.put("blockDeviceMapping", in.blockDeviceMappings());
        }
        return wanted;
    }

    private static Consumer<Object> put(Map<String, Object> wanted, String name) {
        return value -> wanted.put(name, value);
    }

    private void change(String name, Object value, Instance instance, Call call) {
        Settings settings = instance.settings();
        Protection protection = settings.protection();
        switch (name) {
            case "disableApiTermination" ->
                store.update(instance.with(
                        settings.with(new Protection(flag(value), protection.noStop(), protection.onShutdown()))));
            case "disableApiStop" ->
                store.update(instance.with(settings.with(
                        new Protection(protection.noTermination(), flag(value), protection.onShutdown()))));
            case "instanceInitiatedShutdownBehavior" ->
                store.update(instance.with(settings.with(new Protection(
                        protection.noTermination(), protection.noStop(), Protection.checked(text(value))))));
            case "sourceDestCheck" -> changePrimary(instance, nic -> nic.withSourceDestCheck(flag(value)));
            case "groupSet" -> changeGroups(instance, groups(value));
            case "blockDeviceMapping" -> changeDevices(instance, devices(value));
            case "instanceType" -> {
                requireStopped(instance, call);
                store.update(instance.with(shapes.resized(settings, text(value))));
            }
            case "ebsOptimized" -> {
                requireStopped(instance, call);
                store.update(instance.with(settings.withEbsOptimized(flag(value))));
            }
            case "userData" -> {
                requireStopped(instance, call);
                store.setUserData(Scope.of(call), instance.id(), userData(value));
            }
            // Lanyard's instances have ENA and nothing else; asking for what they have changes nothing.
            case "enaSupport", "sriovNetSupport" -> requireStopped(instance, call);
            default ->
                throw INVALID_PARAMETER_VALUE.because(
                        "Value (" + name + ") for parameter attribute is invalid. The attribute cannot be modified.");
        }
    }

    private static void requireStopped(Instance instance, Call call) {
        if (instance.state(call.now()) != InstanceState.STOPPED) {
            throw INCORRECT_INSTANCE_STATE.because(
                    "The instance '" + instance.id() + "' is not in the 'stopped' state.");
        }
    }

    private interface NicChange {
        NetworkInterface of(NetworkInterface nic);
    }

    private void changePrimary(Instance instance, NicChange change) {
        interfaces.ofInstance(instance.scope(), instance.id()).stream()
                .findFirst()
                .ifPresent(nic -> interfaces.update(instance.scope(), change.of(nic)));
    }

    private void changeGroups(Instance instance, List<SecurityGroupId> wanted) {
        Subnet subnet = network.subnet(instance.scope(), instance.place().subnet());
        List<SecurityGroupId> groups = interfaces.groups(instance.scope(), subnet, wanted);
        changePrimary(instance, nic -> nic.withGroups(groups));
    }

    private void changeDevices(Instance instance, List<DeviceChange> wanted) {
        List<Volume> disks = volumes.of(instance.scope(), instance.id());
        for (DeviceChange change : wanted) {
            Volume disk = disks.stream()
                    .filter(each ->
                            each.attachment().map(Volume.Attachment::device).equals(change.deviceName()))
                    .findFirst()
                    .orElseThrow(() -> INVALID_PARAMETER_VALUE.because("Invalid device name "
                            + change.deviceName().orElse("") + " for instance " + instance.id()));
            change.ebs()
                    .flatMap(EbsChange::deleteOnTermination)
                    .ifPresent(delete -> volumes.update(disk.with(disk.attachment()
                            .map(at -> new Volume.Attachment(at.instance(), at.device(), delete, at.at())))));
        }
    }

    private static Optional<String> userData(Object value) {
        Optional<String> data = value instanceof Bytes(Optional<byte[]> bytes)
                ? bytes.map(it -> Base64.getEncoder().encodeToString(it))
                : Optional.of(UserData.checked(text(value)));
        return data.filter(it -> !it.isEmpty());
    }

    private static boolean flag(Object value) {
        return value instanceof Flag(Optional<Boolean> flag)
                ? flag.orElse(false)
                : Boolean.parseBoolean((String) value);
    }

    private static String text(Object value) {
        return value instanceof Text(Optional<String> text) ? text.orElse("") : (String) value;
    }

    private static List<SecurityGroupId> groups(Object value) {
        List<SecurityGroupId> ids = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(each -> ids.add((SecurityGroupId) each));
        } else {
            ids.add(new SecurityGroupId((String) value));
        }
        return ids;
    }

    private static List<DeviceChange> devices(Object value) {
        if (!(value instanceof List<?> list)) {
            throw INVALID_PARAMETER_VALUE.because("Value (" + value + ") for parameter value is invalid.");
        }
        return list.stream().map(DeviceChange.class::cast).toList();
    }
}
