// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.bridge;

import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.instance.Instance;
import dev.lanyard.core.ec2.instance.InstanceDirectory.Disk;
import dev.lanyard.core.ec2.instance.InstanceDirectory.Machine;
import dev.lanyard.core.ec2.instance.InstanceDirectory.Nic;
import dev.lanyard.core.ec2.instance.InstanceState;
import dev.lanyard.core.ec2.network.NetworkInterface;
import dev.lanyard.core.ec2.network.NetworkInterface.Attachment;
import dev.lanyard.core.imds.InstanceDirectory;
import dev.lanyard.core.imds.InstanceFacts;
import dev.lanyard.core.imds.InstanceFacts.Association;
import dev.lanyard.core.imds.InstanceFacts.Interface;
import dev.lanyard.core.imds.InstanceFacts.Network;
import dev.lanyard.core.imds.InstanceFacts.Options;
import dev.lanyard.core.imds.InstanceFacts.Placement;
import dev.lanyard.core.imds.InstanceFacts.PublicKey;
import dev.lanyard.core.imds.InstanceKey;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The instances of EC2 as the metadata service sees them.
public record Ec2InstancesForImds(dev.lanyard.core.ec2.instance.InstanceDirectory directory)
        implements InstanceDirectory {
    @Override
    public List<Listed> all(Instant now) {
        return directory.alive(now).stream()
                .map(entry -> new Listed(
                        key(entry.scope(), entry.id().value()), entry.state().toString(), isAwake(entry.state())))
                .toList();
    }

    @Override
    public Optional<InstanceKey> locate(String id) {
        return ResourceType.INSTANCE.isWellFormed(id)
                ? directory.scopeOf(new InstanceId(id)).map(scope -> key(scope, id))
                : Optional.empty();
    }

    @Override
    public Optional<InstanceFacts> describe(InstanceKey key, Instant now) {
        Scope scope = new Scope(key.account(), key.region());
        InstanceId id = new InstanceId(key.id());
        return directory
                .machine(scope, id, now)
                .filter(machine -> isAwake(machine.state()))
                .map(machine -> facts(key, machine, directory.userData(scope, id)));
    }

    private static InstanceKey key(Scope scope, String id) {
        return new InstanceKey(scope.account(), scope.region(), id);
    }

    /// An instance that boots asks for its metadata, and one that shuts down may still.
    private static boolean isAwake(InstanceState state) {
        return state != InstanceState.STOPPED && state != InstanceState.TERMINATED;
    }

    private InstanceFacts facts(InstanceKey key, Machine machine, Optional<String> userData) {
        Instance instance = machine.instance();
        Instance.Launch launch = instance.launch();
        return new InstanceFacts(
                key,
                launch.software().imageId(),
                instance.settings().type(),
                launch.software().architecture(),
                launch.reservation(),
                launch.index(),
                launch.at(),
                instance.lifecycle().started(),
                placement(instance.place()),
                "on-demand",
                machine.nitro() ? "nitro" : "xen",
                instance.monitoring().on(),
                launch.software().rootDeviceName(),
                machine.disks().stream()
                        .filter(disk -> !disk.root())
                        .map(Disk::device)
                        .toList(),
                machine.nics().stream().map(Ec2InstancesForImds::of).toList(),
                machine.key().map(it -> new PublicKey(it.name(), it.publicKey().strip())),
                userData.map(Base64.getMimeDecoder()::decode),
                machine.tags(),
                new Options(
                        instance.metadata().endpoint(),
                        instance.metadata().tokensRequired(),
                        instance.metadata().hopLimit(),
                        instance.metadata().tags()),
                machine.worn()
                        .map(worn -> new Association(
                                worn.associationId(), worn.profileArn(), worn.profileId(), worn.since())));
    }

    private static Placement placement(Instance.Place place) {
        return new Placement(
                place.zone().name(),
                place.zone().id(),
                Optional.of(place.groupName()).filter(name -> !name.isEmpty()));
    }

    private static Interface of(Nic of) {
        NetworkInterface nic = of.nic();
        Map<String, String> groups = new LinkedHashMap<>();
        for (int i = 0; i < nic.groups().size(); i++) {
            groups.put(nic.groups().get(i).value(), of.groupNames().get(i));
        }
        Map<String, String> publicAddresses = new LinkedHashMap<>();
        of.publicAddresses().forEach(it -> publicAddresses.put(it.address(), it.leadsTo()));
        return new Interface(
                nic.id().value(),
                nic.macAddress(),
                nic.attachment().map(Attachment::deviceIndex).orElse(0),
                0,
                of.privateName(),
                nic.privateAddresses(),
                List.of(),
                publicAddresses,
                of.publicName().orElse(""),
                groups,
                new Network(
                        nic.subnet().value(),
                        of.subnetCidr(),
                        List.of(),
                        nic.vpc().value(),
                        List.of(of.vpcCidr()),
                        List.of()));
    }
}
