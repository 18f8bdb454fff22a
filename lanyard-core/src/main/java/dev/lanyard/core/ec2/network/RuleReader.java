// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import static dev.lanyard.core.ec2.Ec2Fault.INVALID_GROUP_NOT_FOUND;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.ec2.Ec2Fault.MISSING_PARAMETER;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.text.Ascii;
import dev.lanyard.aws.text.Digits;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupRuleId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.network.IpPermission.UserIdGroupPair;
import dev.lanyard.core.ec2.network.SecurityGroupRule.Peer;
import dev.lanyard.core.ec2.network.SecurityGroupRule.PeerKind;
import dev.lanyard.core.ec2.network.SecurityGroupRule.Traffic;
import dev.lanyard.core.shared.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Makes rules out of what requests state, in the one form in which they are kept and compared.
final class RuleReader {
    private static final int MAX_PORT = 65_535;
    private static final int MAX_PROTOCOL = 255;
    private static final String ALL = "-1";
    private static final Map<String, String> NAMES = Map.of("6", "tcp", "17", "udp", "1", "icmp", "58", "icmpv6");

    private final Network network;
    private final Ids ids;

    RuleReader(Network network, Ids ids) {
        this.network = network;
        this.ids = ids;
    }

    /// A rule for each peer of each permission.
    ///
    /// @throws Fault when a part of one makes no sense or a rule occurs twice
    List<SecurityGroupRule> rules(Scope scope, SecurityGroup group, boolean egress, List<IpPermission> permissions) {
        List<SecurityGroupRule> rules = new ArrayList<>();
        for (IpPermission permission : permissions) {
            Traffic traffic = traffic(permission);
            int before = rules.size();
            permission
                    .ipRanges()
                    .forEach(range -> rules.add(
                            rule(group, egress, traffic, ipv4(range.cidrIp().orElse("")), range.description())));
            permission
                    .ipv6Ranges()
                    .forEach(range -> rules.add(
                            rule(group, egress, traffic, ipv6(range.cidrIpv6().orElse("")), range.description())));
            permission
                    .prefixListIds()
                    .forEach(list -> rules.add(rule(
                            group,
                            egress,
                            traffic,
                            new Peer(PeerKind.PREFIX_LIST, list.prefixListId().orElse(""), ""),
                            list.description())));
            permission
                    .userIdGroupPairs()
                    .forEach(pair ->
                            rules.add(rule(group, egress, traffic, peerGroup(scope, group, pair), pair.description())));
            if (rules.size() == before) {
                throw MISSING_PARAMETER.because("The request must contain the parameter CidrIp");
            }
        }
        for (int i = 0; i < rules.size(); i++) {
            if (rules.subList(0, i).stream().anyMatch(rules.get(i)::isSameAs)) {
                throw INVALID_PARAMETER_VALUE.because("The same permission must not appear multiple times");
            }
        }
        return rules;
    }

    private SecurityGroupRule rule(
            SecurityGroup group, boolean egress, Traffic traffic, Peer peer, Optional<String> description) {
        description.ifPresent(RuleReader::requireDescription);
        return new SecurityGroupRule(
                new SecurityGroupRuleId(ids.hex17("sgr")), group.id(), egress, traffic, peer, description);
    }

    /// @throws Fault InvalidParameterValue unless rules may have this description
    static void requireDescription(String text) {
        if (!SecurityGroupApi.isText(text)) {
            throw INVALID_PARAMETER_VALUE.because("Invalid rule description. Valid descriptions are strings less than"
                    + " 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*");
        }
    }

    private static Traffic traffic(IpPermission permission) {
        String protocol = protocol(permission
                .ipProtocol()
                .orElseThrow(() -> MISSING_PARAMETER.because("The request must contain the parameter IpProtocol")));
        return switch (protocol) {
            case "tcp", "udp" -> ports(protocol, permission.fromPort(), permission.toPort());
            case "icmp", "icmpv6" ->
                new Traffic(
                        protocol,
                        Optional.of(permission.fromPort().orElse(-1)),
                        Optional.of(permission.toPort().orElse(-1)));
            default -> new Traffic(protocol, Optional.empty(), Optional.empty());
        };
    }

    private static Traffic ports(String protocol, Optional<Integer> from, Optional<Integer> to) {
        requirePorts(from, to);
        return new Traffic(protocol, from, to);
    }

    /// @throws Fault InvalidParameterValue unless both ports are there and make a range
    static void requirePorts(Optional<Integer> from, Optional<Integer> to) {
        if (from.isEmpty() || to.isEmpty()) {
            throw INVALID_PARAMETER_VALUE.because(
                    "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
        }
        for (int port : List.of(from.get(), to.get())) {
            if (port < 0 || port > MAX_PORT) {
                throw INVALID_PARAMETER_VALUE.because("TCP/UDP port (" + port + ") out of range");
            }
        }
        if (from.get() > to.get()) {
            throw INVALID_PARAMETER_VALUE.because("Invalid TCP/UDP port range (" + from.get() + ":" + to.get() + ")");
        }
    }

    /// A protocol as security groups name it.
    private static String protocol(String text) {
        String number = protocolNumber(text);
        return NAMES.getOrDefault(number, number);
    }

    /// The number of a protocol that may be named; `-1` for everything.
    ///
    /// @throws Fault InvalidParameterValue when there is no such protocol
    static String protocolNumber(String text) {
        String lower = Ascii.lower(text);
        return lower.equals(ALL)
                ? lower
                : NAMES.entrySet().stream()
                        .filter(named -> named.getValue().equals(lower))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElseGet(() -> number(lower, text));
    }

    /// @param protocol a number
    static boolean hasPorts(String protocol) {
        return protocol.equals("6") || protocol.equals("17");
    }

    private static String number(String protocol, String text) {
        OptionalInt number = Digits.read(protocol, MAX_PROTOCOL);
        if (number.isEmpty()) {
            throw INVALID_PARAMETER_VALUE.because("Invalid value '" + text + "' for IP protocol. Unknown protocol.");
        }
        return Integer.toString(number.getAsInt());
    }

    private static Peer ipv4(String text) {
        return Cidr.parse(text)
                .map(cidr -> new Peer(PeerKind.CIDR_IPV4, cidr.toString(), ""))
                .orElseThrow(() -> malformed(text));
    }

    private static Peer ipv6(String text) {
        return Ipv6Cidr.canonical(text)
                .map(cidr -> new Peer(PeerKind.CIDR_IPV6, cidr, ""))
                .orElseThrow(() -> malformed(text));
    }

    private static Fault malformed(String text) {
        return INVALID_PARAMETER_VALUE.because("CIDR block " + text + " is malformed");
    }

    private Peer peerGroup(Scope scope, SecurityGroup group, UserIdGroupPair pair) {
        String owner = pair.userId().orElse(scope.account().value());
        if (!owner.equals(scope.account().value()) && pair.groupId().isPresent()) {
            return new Peer(PeerKind.GROUP, pair.groupId().get(), owner);
        }
        SecurityGroup peer = pair.groupId()
                .map(id -> network.group(scope, new SecurityGroupId(id)))
                .orElseGet(() -> network.groupNamed(
                        scope,
                        pair.groupName()
                                .orElseThrow(() ->
                                        MISSING_PARAMETER.because("The request must contain the parameter GroupId"))));
        if (!peer.vpc().equals(group.vpc())) {
            throw INVALID_GROUP_NOT_FOUND.because(
                    "You have specified two resources that belong to different networks.");
        }
        return new Peer(PeerKind.GROUP, peer.id().value(), owner);
    }
}
