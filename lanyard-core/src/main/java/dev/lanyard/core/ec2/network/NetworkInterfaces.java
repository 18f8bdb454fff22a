// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import static dev.lanyard.core.ec2.Ec2Fault.INSUFFICIENT_FREE_ADDRESSES;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_IP_ADDRESS_IN_USE;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_VALUE;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.ResourceId.NetworkInterfaceId;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.TagStore;
import dev.lanyard.core.ec2.network.NetworkInterface.Attachment;
import dev.lanyard.core.shared.Ids;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Network interfaces and their addresses, for whoever makes them: a caller, or an instance that starts. Everything
/// that changes them belongs in a write.
public final class NetworkInterfaces {
    private final NetworkInterfaceStore store;
    private final AddressStore addresses;
    private final Network network;
    private final TagStore tags;
    private final Ids ids;

    public NetworkInterfaces(Network network, TagStore tags, Ids ids) {
        this.store = network.stores().interfaces();
        this.addresses = network.stores().addresses();
        this.network = network;
        this.tags = tags;
        this.ids = ids;
    }

    /// What an interface shall be.
    ///
    /// @param groups none for the VPC's default group
    /// @param addresses private addresses, the primary one first; none to have the primary one chosen
    /// @param moreAddresses how many secondary addresses to choose
    /// @param publicAddress whether it gets a public address at once
    public record Wanted(
            Subnet subnet,
            String description,
            List<SecurityGroupId> groups,
            List<String> addresses,
            int moreAddresses,
            boolean publicAddress) {
        int addressCount() {
            return Math.max(1, addresses.size()) + moreAddresses;
        }
    }

    public List<NetworkInterface> all(Scope scope) {
        return store.all(scope);
    }

    public Optional<NetworkInterface> find(Scope scope, NetworkInterfaceId id) {
        return store.find(scope, id);
    }

    /// @throws Fault InvalidNetworkInterfaceID.NotFound
    public NetworkInterface require(Scope scope, NetworkInterfaceId id) {
        return find(scope, id).orElseThrow(() -> ResourceType.NETWORK_INTERFACE.notFound(id.value()));
    }

    /// The interfaces of an instance in the order of their device indexes.
    public List<NetworkInterface> ofInstance(Scope scope, InstanceId instance) {
        return store.ofInstance(scope, instance);
    }

    /// Makes an interface and gives it its addresses.
    ///
    /// @throws Fault when a group is unknown or of another VPC, or an address is not to be had
    public NetworkInterface create(Scope scope, Wanted wanted, Instant now) {
        network.make(scope);
        Subnet subnet = wanted.subnet();
        NetworkInterface made = new NetworkInterface(
                new NetworkInterfaceId(ids.hex17("eni")),
                subnet.id(),
                subnet.vpc(),
                subnet.zone(),
                wanted.description(),
                true,
                groups(scope, subnet, wanted.groups()),
                List.of(),
                List.of(),
                Optional.empty(),
                now);
        store.insert(scope, made);
        for (int i = 0; i < wanted.addresses().size(); i++) {
            claim(scope, subnet, wanted.addresses().get(i), made.id(), i);
        }
        for (int i = wanted.addresses().size(); i < wanted.addressCount(); i++) {
            choose(scope, subnet, made.id(), i);
        }
        NetworkInterface addressed = require(scope, made.id());
        return wanted.publicAddress() ? givePublicAddress(scope, addressed, now) : addressed;
    }

    /// The groups of an interface in this subnet.
    ///
    /// @param wanted none for the VPC's default group
    /// @throws Fault when a group is unknown or of another VPC
    public List<SecurityGroupId> groups(Scope scope, Subnet subnet, List<SecurityGroupId> wanted) {
        if (wanted.isEmpty()) {
            return List.of(network.defaultGroup(scope, subnet.vpc()).id());
        }
        for (SecurityGroupId id : wanted) {
            if (!network.group(scope, id).vpc().equals(subnet.vpc())) {
                throw INVALID_PARAMETER.because(
                        "Security group " + id + " and subnet " + subnet.id() + " belong to different networks.");
            }
        }
        return wanted.stream().distinct().toList();
    }

    private void claim(Scope scope, Subnet subnet, String address, NetworkInterfaceId id, int position) {
        long number = Cidr.parseAddress(address)
                .orElseThrow(() -> INVALID_PARAMETER_VALUE.because(
                        "Value (" + address + ") for parameter privateIpAddress is invalid. Invalid IP address"));
        if (!subnet.cidr().contains(number)) {
            throw INVALID_PARAMETER_VALUE.because(
                    "Address " + address + " does not fall within the subnet's address range");
        }
        if (subnet.cidr().isReserved(number)) {
            throw INVALID_PARAMETER_VALUE.because("Address " + address + " is in subnet's reserved address range");
        }
        if (!store.claim(scope, subnet.id(), Cidr.text(number), id, position)) {
            throw INVALID_IP_ADDRESS_IN_USE.because("Address " + address + " is in use.");
        }
    }

    /// Takes the next free address after the one that was last chosen, so that an address is not soon used again.
    private void choose(Scope scope, Subnet subnet, NetworkInterfaceId id, int position) {
        int hosts = subnet.cidr().hosts();
        long cursor = store.cursor(scope, subnet.id());
        for (int i = 0; i < hosts; i++, cursor++) {
            String address = Cidr.text(subnet.cidr().host(cursor % hosts));
            if (store.claim(scope, subnet.id(), address, id, position)) {
                store.setCursor(scope, subnet.id(), cursor + 1);
                return;
            }
        }
        throw INSUFFICIENT_FREE_ADDRESSES.because("There are not enough free addresses in subnet '" + subnet.id()
                + "' to satisfy the requested number of instances.");
    }

    /// How many times all of these interfaces could be made with the addresses that their subnets have left.
    public int fitting(Scope scope, List<Wanted> wanted) {
        Map<Subnet, Integer> needed = new HashMap<>();
        wanted.forEach(it -> needed.merge(it.subnet(), it.addressCount(), Integer::sum));
        return needed.entrySet().stream()
                .mapToInt(each -> free(scope, each.getKey()) / each.getValue())
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    private int free(Scope scope, Subnet subnet) {
        return subnet.cidr().hosts() - store.used(scope, subnet.id());
    }

    /// Lends the interface a public address, as a start of its instance does, unless an elastic one leads to it.
    public NetworkInterface givePublicAddress(Scope scope, NetworkInterface to, Instant now) {
        if (to.publicAddress().isPresent()) {
            return to;
        }
        for (int attempt = 0; ; attempt++) {
            String address = PublicAddresses.of(scope, to.id(), now, attempt);
            if (addresses.lend(scope, address, to.id(), to.privateAddress())) {
                return require(scope, to.id());
            }
        }
    }

    /// Takes the public address back that the interface was lent.
    public void takePublicAddress(Scope scope, NetworkInterface from) {
        addresses.takeBack(scope, from.id());
    }

    public NetworkInterface attach(
            Scope scope,
            NetworkInterface what,
            InstanceId instance,
            int deviceIndex,
            boolean deleteOnTermination,
            Instant now) {
        return update(
                scope,
                what.withAttachment(Optional.of(new Attachment(
                        ids.hex17("eni-attach"),
                        instance,
                        deviceIndex,
                        now.truncatedTo(ChronoUnit.SECONDS),
                        deleteOnTermination))));
    }

    public NetworkInterface detach(Scope scope, NetworkInterface what) {
        return update(scope, what.withAttachment(Optional.empty()));
    }

    /// Keeps a changed description, source check, groups or attachment.
    public NetworkInterface update(Scope scope, NetworkInterface changed) {
        store.update(scope, changed);
        return changed;
    }

    /// Takes the interface away with its addresses and tags, whatever it is attached to.
    public void delete(Scope scope, NetworkInterfaceId id) {
        store.delete(scope, id);
        tags.forget(scope, id.value());
    }
}
