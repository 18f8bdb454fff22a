// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.address;

import static dev.lanyard.core.ec2.Ec2Fault.GATEWAY_NOT_ATTACHED;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_ASSOCIATION_ID_NOT_FOUND;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_INSTANCE_ID;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_COMBINATION;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.ec2.Ec2Fault.MISSING_PARAMETER;
import static dev.lanyard.core.ec2.Ec2Fault.RESOURCE_ALREADY_ASSOCIATED;
import static dev.lanyard.core.ec2.Ec2Service.EC2;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.ResourceId;
import dev.lanyard.core.ec2.ResourceId.AllocationId;
import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.ResourceId.NetworkInterfaceId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.instance.Instance;
import dev.lanyard.core.ec2.instance.InstanceState;
import dev.lanyard.core.ec2.instance.Instances;
import dev.lanyard.core.ec2.network.ElasticAddress;
import dev.lanyard.core.ec2.network.ElasticAddress.Use;
import dev.lanyard.core.ec2.network.ElasticAddresses;
import dev.lanyard.core.ec2.network.Network;
import dev.lanyard.core.ec2.network.NetworkInterface;
import dev.lanyard.core.ec2.network.NetworkInterface.PublicAddress;
import dev.lanyard.core.ec2.network.NetworkInterfaces;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import dev.lanyard.core.op.Permission;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Where elastic addresses lead.
public final class AddressAssociationApi implements ApiSection {
    private static final Set<InstanceState> STEADY =
            EnumSet.of(InstanceState.RUNNING, InstanceState.STOPPING, InstanceState.STOPPED);

    private final ElasticAddresses addresses;
    private final NetworkInterfaces interfaces;
    private final Network network;
    private final Instances instances;
    private final Ec2Permissions permissions;

    public AddressAssociationApi(
            ElasticAddresses addresses,
            NetworkInterfaces interfaces,
            Network network,
            Instances instances,
            Ec2Permissions permissions) {
        this.addresses = addresses;
        this.interfaces = interfaces;
        this.network = network;
        this.instances = instances;
        this.permissions = permissions;
    }

    record AssociateAddress(
            Optional<AllocationId> allocationId,
            Optional<String> publicIp,
            Optional<InstanceId> instanceId,
            Optional<NetworkInterfaceId> networkInterfaceId,
            Optional<String> privateIpAddress,
            Optional<Boolean> allowReassociation) {}

    record Associated(String associationId) {}

    record DisassociateAddress(Optional<String> associationId, Optional<String> publicIp) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                EC2.write("AssociateAddress", AssociateAddress.class, Associated.class, this::associate)
                        .guardedBy(this::toAssociate)
                        .faults(INVALID_INSTANCE_ID, GATEWAY_NOT_ATTACHED, RESOURCE_ALREADY_ASSOCIATED),
                EC2.write("DisassociateAddress", DisassociateAddress.class, Nothing.class, this::disassociate)
                        .guardedBy(this::toDisassociate)
                        .faults(INVALID_ASSOCIATION_ID_NOT_FOUND));
    }

    private List<Permission> toAssociate(AssociateAddress in, Call call) {
        String address = in.allocationId().map(AllocationId::value).orElse("*");
        Stream<ResourceId> target = Stream.concat(in.instanceId().stream(), in.networkInterfaceId().stream());
        return Stream.concat(
                        Stream.of(permissions.on("AssociateAddress", ResourceType.ELASTIC_IP, address, call)),
                        target.map(id -> permissions.on("AssociateAddress", id, call)))
                .toList();
    }

    private List<Permission> toDisassociate(DisassociateAddress in, Call call) {
        return List.of(permissions.onNamed(
                "DisassociateAddress",
                ResourceType.ELASTIC_IP,
                Optional.empty(),
                () -> in.associationId()
                        .flatMap(id -> addresses.associated(Scope.of(call), id))
                        .map(it -> it.id().value()),
                call));
    }

    private Associated associate(AssociateAddress in, Call call) {
        Scope scope = Scope.of(call);
        AllocationId id = allocation(in);
        NetworkInterface target = target(in, call);
        ElasticAddress elastic = addresses.require(scope, id);
        String privateAddress = in.privateIpAddress().orElse(target.privateAddress());
        if (!target.privateAddresses().contains(privateAddress)) {
            throw INVALID_PARAMETER_VALUE.because("Value (" + privateAddress
                    + ") for parameter privateIpAddress is invalid. It is not an address of network interface '"
                    + target.id() + "'.");
        }
        if (network.gateways(scope).stream().noneMatch(it -> it.vpc().equals(Optional.of(target.vpc())))) {
            throw GATEWAY_NOT_ATTACHED.because("Network " + target.vpc() + " is not attached to any internet gateway");
        }
        Optional<Use> before = elastic.use();
        Optional<Use> same = before.filter(
                it -> it.network().equals(target.id()) && it.privateAddress().equals(privateAddress));
        if (same.isPresent()) {
            return new Associated(same.get().association());
        }
        if (!in.allowReassociation().orElse(true)) {
            requireUnassociated(elastic, target, privateAddress);
        }
        Use use = addresses.associate(scope, elastic, target, privateAddress);
        before.ifPresent(it -> replaceLent(it, call));
        return new Associated(use.association());
    }

    private static AllocationId allocation(AssociateAddress in) {
        requireOne(in.publicIp(), in.allocationId(), "allocation id");
        return in.allocationId()
                .orElseThrow(() -> INVALID_PARAMETER_COMBINATION.because("You must specify an allocation id when"
                        + " mapping an address to "
                        + (in.instanceId().isPresent() ? "a VPC instance" : "a network interface")));
    }

    static void requireOne(Optional<String> publicIp, Optional<?> id, String name) {
        if (publicIp.isPresent() && id.isPresent()) {
            throw INVALID_PARAMETER_COMBINATION.because(
                    "You may specify public IP or " + name + ", but not both in the same call");
        }
        if (publicIp.isEmpty() && id.isEmpty()) {
            throw MISSING_PARAMETER.because("Either public IP or " + name + " must be specified");
        }
    }

    private NetworkInterface target(AssociateAddress in, Call call) {
        if (in.instanceId().isPresent() && in.networkInterfaceId().isPresent()) {
            throw INVALID_PARAMETER_COMBINATION.because(
                    "You may specify instance ID or network interface id, but not both in the same call");
        }
        return in.networkInterfaceId()
                .map(id -> interfaces.require(Scope.of(call), id))
                .or(() -> in.instanceId().map(id -> only(instances.find(id, call), call)))
                .orElseThrow(() ->
                        MISSING_PARAMETER.because("Either instance ID or network interface id must be specified"));
    }

    private NetworkInterface only(Instance instance, Call call) {
        InstanceState state = instance.state(call.now());
        if (!STEADY.contains(state)) {
            throw INVALID_INSTANCE_ID.because(
                    "The " + state + " instance '" + instance.id() + "' is not in a valid state for this operation.");
        }
        List<NetworkInterface> nics = interfaces.ofInstance(instance.scope(), instance.id());
        if (nics.size() != 1) {
            throw INVALID_INSTANCE_ID.because("There are multiple interfaces attached to instance '" + instance.id()
                    + "'. Please specify an interface ID for the operation instead.");
        }
        return nics.getFirst();
    }

    private static void requireUnassociated(ElasticAddress elastic, NetworkInterface target, String privateAddress) {
        elastic.use().ifPresent(it -> {
            throw RESOURCE_ALREADY_ASSOCIATED.because(
                    "resource " + elastic.id() + " is already associated with associate-id " + it.association());
        });
        Optional<PublicAddress> there = target.publicOf(privateAddress);
        there.filter(it -> it.elastic().isPresent()).ifPresent(it -> {
            throw RESOURCE_ALREADY_ASSOCIATED.because("resource " + target.id() + " and " + privateAddress
                    + " is already associated with public address " + it.address());
        });
    }

    private Nothing disassociate(DisassociateAddress in, Call call) {
        Scope scope = Scope.of(call);
        requireOne(in.publicIp(), in.associationId(), "association id");
        String id = in.associationId().orElseThrow(AddressAssociationApi::unmapped);
        ElasticAddress elastic = addresses
                .associated(scope, id)
                .orElseThrow(() ->
                        INVALID_ASSOCIATION_ID_NOT_FOUND.because("The association ID '" + id + "' does not exist"));
        addresses.disassociate(scope, elastic);
        elastic.use().ifPresent(it -> replaceLent(it, call));
        return NOTHING;
    }

    private static Fault unmapped() {
        return INVALID_PARAMETER_VALUE.because(
                "You must specify an association id when unmapping an address from a VPC instance");
    }

    /// An instance that runs with a public address is lent another one, unless it has several interfaces.
    private void replaceLent(Use lost, Call call) {
        Scope scope = Scope.of(call);
        NetworkInterface nic = interfaces.require(scope, lost.network());
        nic.attachment()
                .map(at -> instances.find(at.instance(), call))
                .filter(it -> it.state(call.now()) == InstanceState.RUNNING)
                .filter(it -> it.place().publicAddress())
                .filter(it -> interfaces.ofInstance(scope, it.id()).size() == 1)
                .ifPresent(_ -> interfaces.givePublicAddress(scope, nic, call.now()));
    }
}
