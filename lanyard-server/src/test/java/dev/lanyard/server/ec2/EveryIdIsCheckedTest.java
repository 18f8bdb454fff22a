// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.model.Member;
import dev.lanyard.aws.model.Shape;
import dev.lanyard.aws.model.Structure;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.op.Dispatcher.Bound;
import dev.lanyard.core.op.Invocation;
import dev.lanyard.core.op.Origin;
import dev.lanyard.server.Options;
import dev.lanyard.server.Wire;
import dev.lanyard.server.authz.MinimalInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Walks every operation there is and every id that it honours: what cannot be an id, and what nobody has, is answered
/// as AWS answers it, and nothing changes.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryIdIsCheckedTest {
    private static final String BOGUS = "bogus";
    private static final String DIGITS = "-0123456789abcdef0";

    /// How ids of one kind are refused. An `ID` before a quote, bracket or comma stands for the id.
    record Refused(String prefix, String malformed, String unknown) {
        static Refused as(String prefix, String malformedCode, String unknown) {
            return new Refused(
                    prefix, malformedCode + ": Invalid id: \"ID\" (expecting \"" + prefix + "-...\")", unknown);
        }

        /// Of a kind whose malformed ids are as unknown as any.
        static Refused never(String prefix, String unknown) {
            return new Refused(prefix, unknown, unknown);
        }
    }

    private static final Refused GROUP = Refused.as(
            "sg", "InvalidGroupId.Malformed", "InvalidGroup.NotFound: The security group 'ID' does not exist");
    private static final Refused GATEWAY = Refused.as(
            "igw",
            "InvalidInternetGatewayId.Malformed",
            "InvalidInternetGatewayID.NotFound: The internetGateway ID 'ID' does not exist");
    private static final Refused ASSOCIATION =
            Refused.never("rtbassoc", "InvalidAssociationID.NotFound: The association ID 'ID' does not exist");
    private static final Refused PROFILE_ASSOCIATION = new Refused(
            "iip-assoc",
            "InvalidParameterValue: Invalid value for associationId.",
            "InvalidAssociationID.NotFound: An invalid association-id of 'ID' was given");
    private static final Refused KEY =
            Refused.never("key", "InvalidKeyPair.NotFound: The key pair ID 'ID' does not exist");
    private static final Map<String, Refused> KINDS = Map.ofEntries(
            Map.entry(
                    "AllocationId",
                    Refused.never("eipalloc", "InvalidAllocationID.NotFound: The allocation ID 'ID' does not exist")),
            Map.entry("AssociationId", ASSOCIATION),
            Map.entry("DescribeIamInstanceProfileAssociations.AssociationIds", PROFILE_ASSOCIATION),
            Map.entry("DisassociateIamInstanceProfile.AssociationId", PROFILE_ASSOCIATION),
            Map.entry("ReplaceIamInstanceProfileAssociation.AssociationId", PROFILE_ASSOCIATION),
            Map.entry(
                    "AttachmentId",
                    Refused.never("eni-attach", "InvalidAttachmentID.NotFound: The attachment ID 'ID' does not exist")),
            Map.entry("GatewayId", GATEWAY),
            Map.entry("Group", GROUP),
            Map.entry("GroupId", GROUP),
            Map.entry(
                    "ImageId",
                    Refused.as(
                            "ami",
                            "InvalidAMIID.Malformed",
                            "InvalidAMIID.NotFound: The image id '[ID]' does not exist")),
            Map.entry(
                    "InstanceId",
                    Refused.as(
                            "i",
                            "InvalidInstanceID.Malformed",
                            "InvalidInstanceID.NotFound: The instance ID 'ID' does not exist")),
            Map.entry("InternetGatewayId", GATEWAY),
            Map.entry("KeyPairId", KEY),
            Map.entry(
                    "LaunchTemplateId",
                    Refused.as(
                            "lt",
                            "InvalidLaunchTemplateId.Malformed",
                            "InvalidLaunchTemplateId.NotFound: The specified launch template, with template ID ID, does"
                                    + " not exist.")),
            Map.entry(
                    "NetworkAclId",
                    Refused.as(
                            "acl",
                            "InvalidNetworkAclId.Malformed",
                            "InvalidNetworkAclID.NotFound: The networkAcl ID 'ID' does not exist")),
            Map.entry(
                    "NetworkInterfaceId",
                    Refused.as(
                            "eni",
                            "InvalidNetworkInterfaceId.Malformed",
                            "InvalidNetworkInterfaceID.NotFound: The networkInterface ID 'ID' does not exist")),
            Map.entry("ReferencedGroupId", GROUP),
            Map.entry(
                    "Resource",
                    new Refused(
                            "i",
                            "InvalidID: The ID 'ID' is not valid",
                            "InvalidInstanceID.NotFound: The instance ID 'ID' does not exist")),
            Map.entry(
                    "RouteTableId",
                    Refused.as(
                            "rtb",
                            "InvalidRouteTableId.Malformed",
                            "InvalidRouteTableID.NotFound: The routeTable ID 'ID' does not exist")),
            Map.entry("SecurityGroupId", GROUP),
            Map.entry(
                    "SecurityGroupRuleId",
                    Refused.as(
                            "sgr",
                            "InvalidSecurityGroupRuleId.Malformed",
                            "InvalidSecurityGroupRuleId.NotFound: The security group rule ID 'ID' does not exist")),
            Map.entry(
                    "SubnetId",
                    Refused.as(
                            "subnet",
                            "InvalidSubnetID.Malformed",
                            "InvalidSubnetID.NotFound: The subnet ID 'ID' does not exist")),
            Map.entry(
                    "VolumeId",
                    Refused.as(
                            "vol",
                            "InvalidVolumeID.Malformed",
                            "InvalidVolume.NotFound: The volume 'ID' does not exist.")),
            Map.entry(
                    "VpcId",
                    Refused.as(
                            "vpc", "InvalidVpcID.Malformed", "InvalidVpcID.NotFound: The vpc ID 'ID' does not exist")));

    /// Texts that look like ids of EC2 resources and are none, or none that Lanyard could know: accounts, zones, prefix
    /// lists and snapshots. A launch template is kept as it is told and checked when something is launched from it.
    private static final String NO_IDS =
            ".*\\.(UserId|SourceSecurityGroupOwnerId|AvailabilityZoneId|ZoneIds|PrefixListId"
                    + "|SnapshotId)|.*\\.LaunchTemplateData\\..*";
    /// Operations that take away what is not there without a word.
    private static final String CONTENT = "DeleteKeyPair.*|DeleteTags\\.Resources";

    /// What an operation must be told, besides its required members, before it looks at its ids.
    private static final Map<String, Map<String, Object>> MORE = Map.ofEntries(
            Map.entry("AssociateAddress", Map.of("AllocationId", "eipalloc")),
            Map.entry("AssociateAddress.AllocationId", Map.of("InstanceId", "i")),
            Map.entry("AssociateRouteTable", Map.of("SubnetId", "subnet")),
            Map.entry("AuthorizeSecurityGroupIngress", Map.of("GroupId", "sg", "IpPermissions.IpProtocol", "-1")),
            Map.entry("AuthorizeSecurityGroupEgress", Map.of("IpPermissions.IpProtocol", "-1")),
            Map.entry("CreateNetworkAclEntry", Map.of("Protocol", "-1", "CidrBlock", "10.0.0.0/8")),
            Map.entry("CreateSubnet", Map.of("CidrBlock", "10.0.5.0/24")),
            Map.entry("CreateRoute", Map.of("DestinationCidrBlock", "10.77.0.0/16")),
            Map.entry("CreateRoute.RouteTableId", Map.of("DestinationCidrBlock", "10.77.0.0/16", "GatewayId", "igw")),
            Map.entry("DeleteRoute", Map.of("DestinationCidrBlock", "10.77.0.0/16")),
            Map.entry("ModifyInstanceAttribute", Map.of("DisableApiStop.Value", true)),
            Map.entry("ModifyInstanceAttribute.Groups", Map.of()),
            Map.entry("ModifyNetworkInterfaceAttribute", Map.of("Description.Value", "text")),
            Map.entry("ModifyNetworkInterfaceAttribute.Groups", Map.of()),
            Map.entry("ModifyNetworkInterfaceAttribute.Attachment.AttachmentId", Map.of()),
            Map.entry(
                    "ModifySecurityGroupRules",
                    Map.of(
                            "SecurityGroupRules.SecurityGroupRule.IpProtocol",
                            "-1",
                            "SecurityGroupRules.SecurityGroupRule.CidrIpv4",
                            "10.0.0.0/8")),
            Map.entry(
                    "ModifySecurityGroupRules.SecurityGroupRules.SecurityGroupRule.ReferencedGroupId",
                    Map.of(
                            "SecurityGroupRules.SecurityGroupRuleId",
                            "sgr",
                            "SecurityGroupRules.SecurityGroupRule.IpProtocol",
                            "-1")),
            Map.entry("ModifySubnetAttribute", Map.of("MapPublicIpOnLaunch.Value", true)),
            Map.entry("ModifyVpcAttribute", Map.of("EnableDnsSupport.Value", true)),
            Map.entry("ReplaceNetworkAclEntry", Map.of("Protocol", "-1", "CidrBlock", "10.0.0.0/8")),
            Map.entry("ReplaceRoute", Map.of("DestinationCidrBlock", "10.88.0.0/16")),
            Map.entry("ReplaceRoute.RouteTableId", Map.of("DestinationCidrBlock", "10.88.0.0/16", "GatewayId", "igw")),
            Map.entry("RevokeSecurityGroupEgress", Map.of("IpPermissions.IpProtocol", "-1")),
            Map.entry("RevokeSecurityGroupEgress.SecurityGroupRuleIds", Map.of()),
            Map.entry("RevokeSecurityGroupIngress", Map.of("GroupId", "sg", "IpPermissions.IpProtocol", "-1")),
            Map.entry("RevokeSecurityGroupIngress.SecurityGroupRuleIds", Map.of("GroupId", "sg")),
            Map.entry("RunInstances", Map.of("ImageId", "ami")),
            Map.entry(
                    "RunInstances.NetworkInterfaces.Groups",
                    Map.of("ImageId", "ami", "NetworkInterfaces.DeviceIndex", 0)),
            Map.entry(
                    "RunInstances.NetworkInterfaces.SubnetId",
                    Map.of("ImageId", "ami", "NetworkInterfaces.DeviceIndex", 0)),
            Map.entry(
                    "RunInstances.NetworkInterfaces.NetworkInterfaceId",
                    Map.of("ImageId", "ami", "NetworkInterfaces.DeviceIndex", 0)),
            Map.entry(
                    "UpdateSecurityGroupRuleDescriptionsEgress",
                    Map.of("GroupId", "sg", "IpPermissions.IpProtocol", "-1")),
            Map.entry(
                    "UpdateSecurityGroupRuleDescriptionsEgress.SecurityGroupRuleDescriptions.SecurityGroupRuleId",
                    Map.of("GroupId", "sg")),
            Map.entry(
                    "UpdateSecurityGroupRuleDescriptionsIngress",
                    Map.of("GroupId", "sg", "IpPermissions.IpProtocol", "-1")),
            Map.entry(
                    "UpdateSecurityGroupRuleDescriptionsIngress.SecurityGroupRuleDescriptions.SecurityGroupRuleId",
                    Map.of("GroupId", "sg")));

    private Wire wire;
    private final Map<String, String> world = new LinkedHashMap<>();

    /// One id that an operation honours.
    record Case(Bound<?, ?> bound, List<Member> path) {
        @Override
        public String toString() {
            return bound.operation().name() + '.' + dotted(path);
        }

        Refused refused() {
            String last = path.getLast().name();
            String singular = last.endsWith("s") ? last.substring(0, last.length() - 1) : last;
            return Optional.ofNullable(KINDS.get(toString()))
                    .or(() -> Optional.ofNullable(KINDS.get(singular)))
                    .orElseThrow(() -> new AssertionError("Nobody said how " + this + " is refused"));
        }
    }

    private static String dotted(List<Member> path) {
        return String.join(".", path.stream().map(Member::name).toList());
    }

    @BeforeAll
    void start() {
        wire = Wire.start(Options.onFreePorts().images(Options.Images.CATALOGUE).build());
        Ec2Client client = new Ec2Client(wire);
        known("ami", client.done("DescribeImages", "Owner.1", "amazon").text("imageId"));
        known("i", client.running("ImageId", world.get("ami")));
        known("vol", client.done("DescribeVolumes").text("volumeId"));
        known("vpc", client.done("CreateVpc", "CidrBlock", "10.0.0.0/16").text("vpcId"));
        String vpc = world.get("vpc");
        known(
                "subnet",
                client.done("CreateSubnet", "VpcId", vpc, "CidrBlock", "10.0.0.0/24")
                        .text("subnetId"));
        known(
                "sg",
                client.done("CreateSecurityGroup", "VpcId", vpc, "GroupName", "web", "GroupDescription", "web")
                        .text("groupId"));
        known(
                "sgr",
                client.done(
                                "DescribeSecurityGroupRules",
                                "Filter.1.Name",
                                "group-id",
                                "Filter.1.Value.1",
                                world.get("sg"))
                        .text("securityGroupRuleId"));
        known("rtb", client.done("CreateRouteTable", "VpcId", vpc).text("routeTableId"));
        known("acl", client.done("CreateNetworkAcl", "VpcId", vpc).text("networkAclId"));
        known("igw", client.done("CreateInternetGateway").text("internetGatewayId"));
        known(
                "eni",
                client.done("CreateNetworkInterface", "SubnetId", world.get("subnet"))
                        .text("networkInterfaceId"));
        known("eipalloc", client.done("AllocateAddress").text("allocationId"));
        known(
                "lt",
                client.done("CreateLaunchTemplate", "LaunchTemplateName", "web", "LaunchTemplateData.KeyName", "k")
                        .text("launchTemplateId"));
    }

    private void known(String prefix, String id) {
        assertThat(id).startsWith(prefix + '-');
        world.put(prefix, id);
    }

    @AfterAll
    void stop() {
        wire.close();
    }

    Stream<Case> ids() {
        List<Case> cases = new ArrayList<>();
        wire.lanyard().operations().all().stream()
                .filter(bound -> bound.operation().service().name().equals("ec2"))
                .forEach(bound -> walk(bound, bound.model().input().orElse(Structure.EMPTY), List.of(), cases::add));
        return cases.stream().filter(it -> !it.toString().matches(NO_IDS));
    }

    private static void walk(Bound<?, ?> bound, Structure structure, List<Member> above, Consumer<Case> found) {
        for (Member member : structure.members()) {
            List<Member> path = new ArrayList<>(above);
            path.add(member);
            if (bound.ignoredMembers().contains(dotted(path))) {
                continue;
            }
            switch (element(member.shape())) {
                case Structure below -> walk(bound, below, path, found);
                case Shape.Text _ -> {
                    if (member.name().matches(".*Ids?|Groups|Resources")) {
                        found.accept(new Case(bound, path));
                    }
                }
                default -> {}
            }
        }
    }

    private static Shape element(Shape shape) {
        return shape instanceof Shape.ListOf list ? list.element().shape() : shape;
    }

    @ParameterizedTest
    @MethodSource("ids")
    void whatCannotBeAnIdIsRefused(Case id) {
        check(id, BOGUS, id.refused().malformed());
    }

    @ParameterizedTest
    @MethodSource("ids")
    void whatNobodyHasIsRefused(Case id) {
        check(id, id.refused().prefix() + DIGITS, id.refused().unknown());
    }

    private void check(Case id, String value, String fault) {
        String before = everything();
        String expected = id.toString().matches(CONTENT) && !fault.startsWith("InvalidID") ? "" : fault;
        assertThat(call(id, value)).isEqualTo(expected.replaceAll("\\bID\\b(?=['\"\\],])", value));
        assertThat(everything()).isEqualTo(before);
    }

    /// All that there is to be changed.
    private String everything() {
        return Stream.of(
                        "DescribeVpcs",
                        "DescribeSubnets",
                        "DescribeSecurityGroups",
                        "DescribeRouteTables",
                        "DescribeNetworkAcls",
                        "DescribeInternetGateways",
                        "DescribeNetworkInterfaces",
                        "DescribeAddresses",
                        "DescribeInstances",
                        "DescribeVolumes",
                        "DescribeLaunchTemplates",
                        "DescribeTags")
                .map(action -> wire.ec2(action).body().replaceAll("<requestId>.*?</requestId>", ""))
                .reduce("", String::concat);
    }

    /// The fault of a call in which everything is right but this id; empty when there was none.
    private String call(Case id, String value) {
        Map<String, Object> input = MinimalInput.of(id.bound().model());
        Structure structure = id.bound().model().input().orElseThrow();
        real(input);
        MORE.getOrDefault(
                        id.toString(), MORE.getOrDefault(id.bound().operation().name(), Map.of()))
                .forEach((path, more) -> set(
                        structure,
                        input,
                        path,
                        world.getOrDefault(more.toString(), "").isEmpty() ? more : world.get(more.toString())));
        set(structure, input, dotted(id.path()), value);
        Invocation invocation = new Invocation(new Call(
                new Caller.Root(new AccountId("000000000000")),
                new Region("us-east-1"),
                wire.clock().instant(),
                "call",
                new Origin("127.0.0.1", false, Optional.empty(), Optional.empty())));
        invocation.understand(id.bound().operation(), input);
        try {
            wire.lanyard().operations().call(id.bound(), invocation);
            return "";
        } catch (Fault e) {
            return e.code().code() + ": " + e.getMessage();
        }
    }

    /// Puts ids that exist for those that do not.
    private void real(Map<String, Object> input) {
        input.replaceAll((_, value) -> switch (value) {
            case String text
            when text.endsWith(DIGITS) -> world.getOrDefault(text.substring(0, text.length() - DIGITS.length()), text);
            case List<?> list
            when list.getFirst() instanceof String text && text.endsWith(DIGITS) ->
                List.of(world.getOrDefault(text.substring(0, text.length() - DIGITS.length()), text));
            default -> value;
        });
    }

    @SuppressWarnings("unchecked")
    private static void set(Structure structure, Map<String, Object> tree, String path, Object value) {
        String[] steps = path.split("\\.", 2);
        Shape shape = structure.member(steps[0]).orElseThrow().shape();
        if (steps.length == 1) {
            tree.put(steps[0], shape instanceof Shape.ListOf ? List.of(value) : value);
            return;
        }
        Object below = tree.get(steps[0]);
        Map<String, Object> child = new LinkedHashMap<>(
                below instanceof List<?> list
                        ? (Map<String, Object>) list.getFirst()
                        : below == null ? Map.of() : (Map<String, Object>) below);
        set((Structure) element(shape), child, steps[1], value);
        tree.put(steps[0], shape instanceof Shape.ListOf ? List.of(child) : child);
    }
}
