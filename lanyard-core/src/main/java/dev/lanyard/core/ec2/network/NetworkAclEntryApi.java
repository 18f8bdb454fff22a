// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import static dev.lanyard.core.ec2.Ec2Fault.INVALID_NETWORK_ACL_ENTRY_NOT_FOUND;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_COMBINATION;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.ec2.Ec2Fault.MISSING_PARAMETER;
import static dev.lanyard.core.ec2.Ec2Fault.NETWORK_ACL_ENTRY_ALREADY_EXISTS;
import static dev.lanyard.core.ec2.Ec2Fault.NETWORK_ACL_ENTRY_LIMIT_EXCEEDED;
import static dev.lanyard.core.ec2.Ec2Service.EC2;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.ResourceId.NetworkAclId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.network.NetworkAcl.Entry;
import dev.lanyard.core.ec2.network.NetworkAcl.Traffic;
import dev.lanyard.core.ec2.network.NetworkAclViews.IcmpTypeCode;
import dev.lanyard.core.ec2.network.NetworkAclViews.PortRange;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import java.util.List;
import java.util.Optional;

/// The entries of network ACLs.
public final class NetworkAclEntryApi implements ApiSection {
    private static final int MAX_NUMBER = 32_766;
    private static final int MAX_ENTRIES = 20;

    private final NetworkAclStore store;
    private final Network network;
    private final Ec2Permissions permissions;

    public NetworkAclEntryApi(Network network, Ec2Permissions permissions) {
        this.store = network.stores().acls();
        this.network = network;
        this.permissions = permissions;
    }

    record Stated(
            NetworkAclId networkAclId,
            int ruleNumber,
            String protocol,
            String ruleAction,
            boolean egress,
            Optional<String> cidrBlock,
            Optional<String> ipv6CidrBlock,
            Optional<IcmpTypeCode> icmpTypeCode,
            Optional<PortRange> portRange) {

        Entry entry() {
            requireNumber(ruleNumber);
            return new Entry(egress, ruleNumber, ruleAction, traffic());
        }

        private Traffic traffic() {
            String number = RuleReader.protocolNumber(protocol);
            String cidr = cidr();
            if (RuleReader.hasPorts(number)) {
                PortRange ports = portRange.orElseThrow(() -> missing("portRange"));
                RuleReader.requirePorts(ports.from(), ports.to());
                return new Traffic(number, cidr, ports.from(), ports.to());
            }
            if (isIcmp(number)) {
                IcmpTypeCode icmp = icmpTypeCode.orElseThrow(() -> missing("icmpTypeCode"));
                return new Traffic(
                        number,
                        cidr,
                        Optional.of(icmp.type().orElse(-1)),
                        Optional.of(icmp.code().orElse(-1)));
            }
            return new Traffic(number, cidr, Optional.empty(), Optional.empty());
        }

        private String cidr() {
            if (cidrBlock.isPresent() && ipv6CidrBlock.isPresent()) {
                throw INVALID_PARAMETER_COMBINATION.because(
                        "The parameter cidrBlock cannot be used with the parameter ipv6CidrBlock");
            }
            return cidrBlock
                    .map(text -> Cidr.parse(text).map(Cidr::toString).orElseThrow(() -> malformed("cidrBlock", text)))
                    .or(() -> ipv6CidrBlock.map(
                            text -> Ipv6Cidr.canonical(text).orElseThrow(() -> malformed("ipv6CidrBlock", text))))
                    .orElseThrow(() -> missing("cidrBlock"));
        }

        private static Fault missing(String parameter) {
            return MISSING_PARAMETER.because("The request must contain the parameter " + parameter);
        }

        private static Fault malformed(String parameter, String text) {
            return INVALID_PARAMETER_VALUE.because(
                    "Value (" + text + ") for parameter " + parameter + " is invalid. This is not a valid CIDR block.");
        }
    }

    record Deleted(NetworkAclId networkAclId, int ruleNumber, boolean egress) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                EC2.write("CreateNetworkAclEntry", Stated.class, Nothing.class, this::create)
                        .guardedBy(
                                (in, call) -> List.of(permissions.on("CreateNetworkAclEntry", in.networkAclId(), call)))
                        .faults(NETWORK_ACL_ENTRY_ALREADY_EXISTS, NETWORK_ACL_ENTRY_LIMIT_EXCEEDED),
                EC2.write("ReplaceNetworkAclEntry", Stated.class, Nothing.class, this::replace)
                        .guardedBy((in, call) ->
                                List.of(permissions.on("ReplaceNetworkAclEntry", in.networkAclId(), call)))
                        .faults(INVALID_NETWORK_ACL_ENTRY_NOT_FOUND),
                EC2.write("DeleteNetworkAclEntry", Deleted.class, Nothing.class, this::delete)
                        .guardedBy(
                                (in, call) -> List.of(permissions.on("DeleteNetworkAclEntry", in.networkAclId(), call)))
                        .faults(INVALID_NETWORK_ACL_ENTRY_NOT_FOUND));
    }

    private Nothing create(Stated in, Call call) {
        Scope scope = Scope.of(call);
        Entry entry = in.entry();
        NetworkAcl acl = NetworkAclApi.acl(network, scope, in.networkAclId());
        if (!store.add(scope, acl.id(), entry)) {
            throw NETWORK_ACL_ENTRY_ALREADY_EXISTS.because(
                    "The network acl entry identified by " + entry.number() + " already exists.");
        }
        if (acl.entries().stream().filter(it -> it.egress() == entry.egress()).count() >= MAX_ENTRIES) {
            throw NETWORK_ACL_ENTRY_LIMIT_EXCEEDED.because(
                    "The maximum number of network acl entries has been reached.");
        }
        return NOTHING;
    }

    private Nothing replace(Stated in, Call call) {
        Scope scope = Scope.of(call);
        Entry entry = in.entry();
        NetworkAcl acl = NetworkAclApi.acl(network, scope, in.networkAclId());
        remove(scope, acl.id(), entry.egress(), entry.number());
        store.add(scope, acl.id(), entry);
        return NOTHING;
    }

    private Nothing delete(Deleted in, Call call) {
        Scope scope = Scope.of(call);
        requireNumber(in.ruleNumber());
        NetworkAcl acl = NetworkAclApi.acl(network, scope, in.networkAclId());
        remove(scope, acl.id(), in.egress(), in.ruleNumber());
        return NOTHING;
    }

    private void remove(Scope scope, NetworkAclId id, boolean egress, int number) {
        if (!store.remove(scope, id, egress, number)) {
            throw INVALID_NETWORK_ACL_ENTRY_NOT_FOUND.because(
                    "no " + (egress ? "egress" : "ingress") + " entry with number " + number);
        }
    }

    private static void requireNumber(int number) {
        if (number < 1 || number > MAX_NUMBER) {
            throw INVALID_PARAMETER_VALUE.because("Value (" + number
                    + ") for parameter ruleNumber is invalid. Expecting a number between 1 and " + MAX_NUMBER + ".");
        }
    }

    /// @param protocol a number
    static boolean isIcmp(String protocol) {
        return protocol.equals("1") || protocol.equals("58");
    }
}
