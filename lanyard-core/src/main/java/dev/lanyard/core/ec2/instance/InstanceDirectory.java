// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.instance.InstanceReader.Reading;
import dev.lanyard.core.ec2.instance.InstanceReader.Reading.Details;
import dev.lanyard.core.ec2.keys.KeyPair;
import dev.lanyard.core.ec2.keys.KeyPairStore;
import dev.lanyard.core.ec2.network.Network;
import dev.lanyard.core.ec2.network.NetworkInterface;
import dev.lanyard.core.ec2.network.NetworkInterface.PublicAddress;
import dev.lanyard.core.ec2.profile.Association;
import dev.lanyard.core.shared.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What other parts of Lanyard may know of instances: all that the metadata service shows of one.
public final class InstanceDirectory {
    private final InstanceStore instances;
    private final InstanceReader reader;
    private final Network network;
    private final KeyPairStore keys;
    private final Shapes shapes;

    public InstanceDirectory(
            InstanceStore instances, InstanceReader reader, Network network, KeyPairStore keys, Shapes shapes) {
        this.instances = instances;
        this.reader = reader;
        this.network = network;
        this.keys = keys;
        this.shapes = shapes;
    }

    /// One line of a list of instances.
    public record Entry(Scope scope, InstanceId id, InstanceState state) {}

    /// An instance with its primary address and what belongs to it.
    ///
    /// @param nitro whether it runs on AWS's own hypervisor rather than on Xen
    /// @param nics in the order of their device indexes
    /// @param disks device name and whether it is the root, in the order of the names
    /// @param tags also those that the metadata service must not show
    /// @param worn the active association
    public record Machine(
            Instance instance,
            InstanceState state,
            boolean nitro,
            List<Nic> nics,
            List<Disk> disks,
            Optional<Key> key,
            List<Tag> tags,
            Optional<Worn> worn) {}

    /// @param publicName of the first public address, absent without one; empty where the VPC gives no names
    public record Nic(
            NetworkInterface nic,
            String privateName,
            List<PublicAddress> publicAddresses,
            Optional<String> publicName,
            List<String> groupNames,
            String subnetCidr,
            String vpcCidr) {}

    public record Disk(String device, boolean root) {}

    public record Key(String name, String publicKey) {}

    /// The profile as it was when it was associated.
    ///
    /// @param since when it was associated; EC2 reads the role anew then and at every start of the instance
    public record Worn(String associationId, String profileArn, String profileId, Instant since) {}

    /// The instances of all accounts and regions that have not ended, in a steady order.
    public List<Entry> alive(Instant now) {
        return instances.alive().stream()
                .map(instance -> new Entry(instance.scope(), instance.id(), instance.state(now)))
                .toList();
    }

    /// Which account and region an instance belongs to, while it has not ended.
    public Optional<Scope> scopeOf(InstanceId id) {
        return instances.aliveWith(id).map(Instance::scope);
    }

    /// The instance, unless it ended.
    public Optional<Machine> machine(Scope scope, InstanceId id, Instant now) {
        return instances
                .find(scope, id)
                .filter(instance -> !instance.lifecycle().ended())
                .map(instance -> machine(instance, now));
    }

    /// The raw bytes' base64.
    public Optional<String> userData(Scope scope, InstanceId id) {
        return instances.userData(scope, id);
    }

    private Machine machine(Instance instance, Instant now) {
        Reading reading = reader.begin(instance.scope(), now);
        Details details = reading.of(instance);
        return new Machine(
                instance,
                details.state(),
                shapes.isNitro(instance),
                details.nics().stream().map(nic -> nic(details, nic)).toList(),
                details.disks().stream()
                        .flatMap(disk -> disk.attachment().stream())
                        .map(at -> new Disk(
                                at.device(),
                                at.device().equals(instance.launch().software().rootDeviceName())))
                        .toList(),
                instance.launch().keyName().flatMap(name -> key(instance.scope(), name)),
                details.tags(),
                details.worn().map(InstanceDirectory::worn));
    }

    private Nic nic(Details details, NetworkInterface nic) {
        Scope scope = details.instance().scope();
        List<PublicAddress> addresses =
                nic.publicAddresses().stream().filter(details::isShown).toList();
        return new Nic(
                nic,
                InstanceShow.privateName(details, nic),
                addresses,
                addresses.stream().findFirst().map(it -> InstanceShow.publicName(details, it.address())),
                nic.groups().stream().map(details.reading()::groupName).toList(),
                network.subnet(scope, nic.subnet()).cidr().toString(),
                network.vpc(scope, nic.vpc()).cidr().toString());
    }

    /// The metadata service forgets a key that was deleted; the instance itself would not.
    private Optional<Key> key(Scope scope, String name) {
        return keys.find(scope, name).map(KeyPair::publicKey).map(line -> new Key(name, line));
    }

    private static Worn worn(Association worn) {
        return new Worn(worn.id(), worn.profileArn(), worn.profileId(), worn.since());
    }
}
