// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2;

import dev.lanyard.aws.fault.Fault;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A kind of EC2 resource: how its ids look, and what AWS says of ids that are no good.
public enum ResourceType {
    INSTANCE(
            "instance",
            "i",
            Ec2Fault.INVALID_INSTANCE_ID_MALFORMED,
            Ec2Fault.INVALID_INSTANCE_ID_NOT_FOUND,
            "The instance ID",
            "does not exist"),
    VOLUME(
            "volume",
            "vol",
            Ec2Fault.INVALID_VOLUME_ID_MALFORMED,
            Ec2Fault.INVALID_VOLUME_NOT_FOUND,
            "The volume",
            "does not exist."),
    SNAPSHOT(
            "snapshot",
            "snap",
            Ec2Fault.INVALID_SNAPSHOT_ID_MALFORMED,
            Ec2Fault.INVALID_SNAPSHOT_NOT_FOUND,
            "The snapshot",
            "does not exist."),
    IMAGE(
            "image",
            "ami",
            Ec2Fault.INVALID_AMI_ID_MALFORMED,
            Ec2Fault.INVALID_AMI_ID_NOT_FOUND,
            "The image id",
            "does not exist"),
    VPC(
            "vpc",
            "vpc",
            Ec2Fault.INVALID_VPC_ID_MALFORMED,
            Ec2Fault.INVALID_VPC_ID_NOT_FOUND,
            "The vpc ID",
            "does not exist"),
    SUBNET(
            "subnet",
            "subnet",
            Ec2Fault.INVALID_SUBNET_ID_MALFORMED,
            Ec2Fault.INVALID_SUBNET_ID_NOT_FOUND,
            "The subnet ID",
            "does not exist"),
    SECURITY_GROUP(
            "security-group",
            "sg",
            Ec2Fault.INVALID_GROUP_ID_MALFORMED,
            Ec2Fault.INVALID_GROUP_NOT_FOUND,
            "The security group",
            "does not exist"),
    SECURITY_GROUP_RULE(
            "security-group-rule",
            "sgr",
            Ec2Fault.INVALID_SECURITY_GROUP_RULE_ID_MALFORMED,
            Ec2Fault.INVALID_SECURITY_GROUP_RULE_ID_NOT_FOUND,
            "The security group rule ID",
            "does not exist"),
    ROUTE_TABLE(
            "route-table",
            "rtb",
            Ec2Fault.INVALID_ROUTE_TABLE_ID_MALFORMED,
            Ec2Fault.INVALID_ROUTE_TABLE_ID_NOT_FOUND,
            "The routeTable ID",
            "does not exist"),
    NETWORK_ACL(
            "network-acl",
            "acl",
            Ec2Fault.INVALID_NETWORK_ACL_ID_MALFORMED,
            Ec2Fault.INVALID_NETWORK_ACL_ID_NOT_FOUND,
            "The networkAcl ID",
            "does not exist"),
    INTERNET_GATEWAY(
            "internet-gateway",
            "igw",
            Ec2Fault.INVALID_INTERNET_GATEWAY_ID_MALFORMED,
            Ec2Fault.INVALID_INTERNET_GATEWAY_ID_NOT_FOUND,
            "The internetGateway ID",
            "does not exist"),
    NETWORK_INTERFACE(
            "network-interface",
            "eni",
            Ec2Fault.INVALID_NETWORK_INTERFACE_ID_MALFORMED,
            Ec2Fault.INVALID_NETWORK_INTERFACE_ID_NOT_FOUND,
            "The networkInterface ID",
            "does not exist"),
    ELASTIC_IP(
            "elastic-ip",
            "eipalloc",
            Ec2Fault.INVALID_ALLOCATION_ID_NOT_FOUND,
            Ec2Fault.INVALID_ALLOCATION_ID_NOT_FOUND,
            "The allocation ID",
            "does not exist") {
        @Override
        public Fault malformed(String id) {
            return notFound(id);
        }
    },
    DHCP_OPTIONS(
            "dhcp-options",
            "dopt",
            Ec2Fault.INVALID_ID,
            Ec2Fault.INVALID_DHCP_OPTION_ID_NOT_FOUND,
            "The dhcpOption ID",
            "does not exist"),
    KEY_PAIR(
            "key-pair",
            "key",
            Ec2Fault.INVALID_KEY_PAIR_NOT_FOUND,
            Ec2Fault.INVALID_KEY_PAIR_NOT_FOUND,
            "The key pair",
            "does not exist"),
    LAUNCH_TEMPLATE(
            "launch-template",
            "lt",
            Ec2Fault.INVALID_LAUNCH_TEMPLATE_ID_MALFORMED,
            Ec2Fault.INVALID_LAUNCH_TEMPLATE_ID_NOT_FOUND,
            "The specified launch template, with template ID",
            "does not exist.") {
        @Override
        public Fault notFound(String id) {
            return notFoundCode()
                    .because("The specified launch template, with template ID " + id + ", does not exist.");
        }
    };

    private static final int SHORT = 8;
    private static final int LONG = 17;

    private final String wireName;
    private final String prefix;
    private final Ec2Fault malformed;
    private final Ec2Fault notFound;
    private final String subject;
    private final String verb;

    ResourceType(String wireName, String prefix, Ec2Fault malformed, Ec2Fault notFound, String subject, String verb) {
        this.wireName = wireName;
        this.prefix = prefix;
        this.malformed = malformed;
        this.notFound = notFound;
        this.subject = subject;
        this.verb = verb;
    }

    /// The codes of ids that are no good.
    Stream<Ec2Fault> faults() {
        return Stream.of(malformed, notFound);
    }

    /// The type as tags and ARNs name it, such as `security-group`.
    @Override
    public String toString() {
        return wireName;
    }

    /// What ids of this type begin with, without the dash.
    public String prefix() {
        return prefix;
    }

    /// The type that ids of this form belong to; empty when no type has such ids.
    public static Optional<ResourceType> ofId(String id) {
        for (ResourceType type : values()) {
            if (type.isWellFormed(id)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    public static Optional<ResourceType> named(String wireName) {
        for (ResourceType type : values()) {
            if (type.wireName.equals(wireName)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /// Whether the id is this type's prefix and 8 (as old resources have) or 17 lower-case hexadecimal digits. AWS does
    /// not mind a space at the end until it looks for the resource.
    public boolean isWellFormed(String id) {
        int from = prefix.length() + 1;
        int to = id.stripTrailing().length();
        if ((to - from != SHORT && to - from != LONG) || !id.startsWith(prefix) || id.charAt(from - 1) != '-') {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = id.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    /// @throws Fault this type's malformed-id fault unless the id is well formed
    public void requireWellFormed(String id) {
        if (!isWellFormed(id)) {
            throw malformed(id);
        }
    }

    public Fault malformed(String id) {
        return malformed.because("Invalid id: \"" + id + "\" (expecting \"" + prefix + "-...\")");
    }

    public Fault notFound(String id) {
        String shown = this == IMAGE ? '[' + id + ']' : id;
        return notFound.because(subject + " '" + shown + "' " + verb);
    }

    /// The fault for all the ids of a request that do not exist.
    public Fault notFound(List<String> ids) {
        if (ids.size() == 1) {
            return notFound(ids.getFirst());
        }
        String all = String.join(", ", ids);
        return notFound.because(
                subject + "s '" + (this == IMAGE ? '[' + all + ']' : all) + "' " + verb.replace("does", "do"));
    }

    Ec2Fault notFoundCode() {
        return notFound;
    }
}
