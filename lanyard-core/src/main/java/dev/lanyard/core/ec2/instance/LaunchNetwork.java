// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import static dev.lanyard.core.ec2.Ec2Fault.INVALID_NETWORK_INTERFACE_IN_USE;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_COMBINATION;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.ec2.Ec2Fault.MISSING_INPUT;
import static dev.lanyard.core.ec2.Ec2Fault.VPC_ID_NOT_SPECIFIED;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.catalogue.Zones;
import dev.lanyard.core.ec2.catalogue.Zones.Zone;
import dev.lanyard.core.ec2.instance.LaunchPlan.PlannedNic;
import dev.lanyard.core.ec2.instance.LaunchPlan.Site;
import dev.lanyard.core.ec2.instance.LaunchRequest.Nic;
import dev.lanyard.core.ec2.instance.LaunchRequest.Placement;
import dev.lanyard.core.ec2.network.Network;
import dev.lanyard.core.ec2.network.NetworkInterface;
import dev.lanyard.core.ec2.network.NetworkInterfaces;
import dev.lanyard.core.ec2.network.NetworkInterfaces.Wanted;
import dev.lanyard.core.ec2.network.SecurityGroup;
import dev.lanyard.core.ec2.network.Subnet;
import dev.lanyard.core.ec2.network.Vpc;
import dev.lanyard.core.op.Call;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where launched instances go and how they are connected.
public final class LaunchNetwork {
    private final Network network;
    private final NetworkInterfaces interfaces;
    private final Zones zones;

    public LaunchNetwork(Network network, NetworkInterfaces interfaces) {
        this.network = network;
        this.interfaces = interfaces;
        this.zones = network.zones();
    }

    /// @throws Fault when there is no such place, or none to choose
    Site site(LaunchRequest.Network wanted, Call call) {
        if (!wanted.nics().isEmpty()) {
            requireNothingBeside(wanted);
        }
        Optional<Zone> zone = wanted.placement().flatMap(placement -> zone(placement, call));
        Subnet subnet = subnet(wanted, zone, call);
        if (zone.isPresent() && !zone.get().name().equals(subnet.zone())) {
            throw INVALID_PARAMETER_VALUE.because("Value (" + zone.get().name()
                    + ") for parameter availabilityZone is invalid. Subnet '" + subnet.id()
                    + "' is in the availability zone " + subnet.zone());
        }
        return new Site(
                subnet,
                zones.named(call.region(), subnet.zone()).orElseGet(() -> new Zone(subnet.zone(), subnet.zone())),
                wanted.placement().flatMap(Placement::tenancy).orElse("default"),
                wanted.placement().flatMap(Placement::groupName).orElse(""));
    }

    private static void requireNothingBeside(LaunchRequest.Network wanted) {
        String beside = wanted.subnetId().isPresent()
                ? "an instance-level subnet ID"
                : !wanted.groupIds().isEmpty() || !wanted.groupNames().isEmpty()
                        ? "instance-level security groups"
                        : wanted.privateIpAddress().isPresent() ? "an instance-level private IP address" : "";
        if (!beside.isEmpty()) {
            throw INVALID_PARAMETER_COMBINATION.because(
                    "Network interfaces and " + beside + " may not be specified on the same request");
        }
    }

    private Optional<Zone> zone(Placement placement, Call call) {
        if (placement.availabilityZoneId().isPresent()) {
            String id = placement.availabilityZoneId().get();
            return Optional.of(zones.withId(call.region(), id).orElseThrow(() -> invalidZone(id)));
        }
        return placement
                .availabilityZone()
                .map(name -> zones.named(call.region(), name).orElseThrow(() -> invalidZone(name)));
    }

    private static Fault invalidZone(String zone) {
        return INVALID_PARAMETER_VALUE.because("Invalid availability zone: [" + zone + "]");
    }

    private Subnet subnet(LaunchRequest.Network wanted, Optional<Zone> zone, Call call) {
        Scope scope = Scope.of(call);
        Optional<SubnetId> named = wanted.subnetId();
        for (Nic nic : wanted.nics()) {
            if (named.isEmpty() && nic.deviceIndex().orElse(0) == 0) {
                named = nic.networkInterfaceId()
                        .map(id -> interfaces.require(scope, id).subnet())
                        .or(nic::subnetId);
            }
        }
        if (named.isPresent()) {
            return network.subnet(scope, named.get());
        }
        Vpc vpc = network.defaultVpc(scope)
                .orElseThrow(() -> VPC_ID_NOT_SPECIFIED.because("No default VPC for this user. GroupName is only"
                        + " supported for EC2-Classic and default VPC."));
        return network.defaultSubnet(scope, zone.map(Zone::name))
                .orElseThrow(() -> MISSING_INPUT.because(
                        "No subnets found for the default VPC '" + vpc.id() + "'. Please specify a subnet."));
    }

    List<PlannedNic> nics(LaunchRequest.Network wanted, Subnet subnet, Call call) {
        Scope scope = Scope.of(call);
        if (wanted.nics().isEmpty()) {
            List<SecurityGroupId> groups = interfaces.groups(scope, subnet, groups(wanted, subnet, scope));
            return List.of(new PlannedNic(
                    0,
                    true,
                    Optional.empty(),
                    Optional.of(new Wanted(
                            subnet,
                            "",
                            groups,
                            wanted.privateIpAddress().stream().toList(),
                            0,
                            subnet.onLaunch().publicAddress()))));
        }
        List<PlannedNic> nics = new ArrayList<>();
        for (Nic nic : wanted.nics()) {
            nics.add(planned(nic, wanted.nics().size() > 1, subnet, scope));
        }
        requireIndexes(nics);
        nics.sort(Comparator.comparingInt(PlannedNic::deviceIndex));
        return nics;
    }

    private List<SecurityGroupId> groups(LaunchRequest.Network wanted, Subnet subnet, Scope scope) {
        if (!wanted.groupNames().isEmpty() && wanted.subnetId().isPresent()) {
            boolean inDefault = network.defaultVpc(scope).map(Vpc::id).equals(Optional.of(subnet.vpc()));
            if (!inDefault) {
                throw INVALID_PARAMETER_COMBINATION.because(
                        "The parameter groupName cannot be used with the parameter subnet");
            }
        }
        return Stream.concat(
                        wanted.groupIds().stream(),
                        wanted.groupNames().stream()
                                .map(name -> network.groupNamed(scope, name))
                                .map(SecurityGroup::id))
                .toList();
    }

    private PlannedNic planned(Nic nic, boolean several, Subnet primary, Scope scope) {
        int index = nic.deviceIndex()
                .orElseThrow(
                        () -> INVALID_PARAMETER_COMBINATION.because("Each network interface requires a device index."));
        if (nic.networkInterfaceId().isPresent()) {
            NetworkInterface existing =
                    interfaces.require(scope, nic.networkInterfaceId().get());
            if (existing.attachment().isPresent()) {
                throw INVALID_NETWORK_INTERFACE_IN_USE.because("Interface: [" + existing.id() + "] in use.");
            }
            return new PlannedNic(
                    index, nic.deleteOnTermination().orElse(false), Optional.of(existing), Optional.empty());
        }
        if (several && nic.associatePublicIpAddress().orElse(false)) {
            throw INVALID_PARAMETER_COMBINATION.because("The associatePublicIPAddress parameter cannot be specified"
                    + " when launching with multiple network interfaces.");
        }
        Subnet subnet = nic.subnetId().map(id -> network.subnet(scope, id)).orElse(primary);
        boolean open = !several && subnet.onLaunch().publicAddress();
        return new PlannedNic(
                index,
                nic.deleteOnTermination().orElse(true),
                Optional.empty(),
                Optional.of(new Wanted(
                        subnet,
                        nic.description().orElse(""),
                        interfaces.groups(scope, subnet, nic.groups()),
                        addresses(nic),
                        nic.secondaryPrivateIpAddressCount().orElse(0),
                        nic.associatePublicIpAddress().orElse(open))));
    }

    /// The primary one first.
    private static List<String> addresses(Nic nic) {
        List<String> addresses = new ArrayList<>(nic.privateIpAddress().stream().toList());
        nic.privateIpAddresses().stream()
                .sorted(Comparator.comparing(it -> !it.primary().orElse(false)))
                .flatMap(it -> it.privateIpAddress().stream())
                .forEach(addresses::add);
        return addresses;
    }

    /// How many instances with these interfaces have room.
    int room(Scope scope, List<PlannedNic> nics) {
        return interfaces.fitting(
                scope, nics.stream().flatMap(nic -> nic.wanted().stream()).toList());
    }

    private static void requireIndexes(List<PlannedNic> nics) {
        List<Integer> indexes =
                nics.stream().map(PlannedNic::deviceIndex).sorted().toList();
        if (indexes.getFirst() != 0) {
            throw INVALID_PARAMETER_COMBINATION.because(
                    "A primary network interface with a device index of 0 must be specified.");
        }
        if (indexes.stream().distinct().count() != indexes.size()) {
            throw INVALID_PARAMETER_COMBINATION.because("Duplicate device index in network interfaces.");
        }
    }
}
