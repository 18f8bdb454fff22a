// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.authz;

import dev.lanyard.aws.model.Member;
import dev.lanyard.aws.model.OperationModel;
import dev.lanyard.aws.model.Shape;
import dev.lanyard.aws.model.Structure;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The smallest input of an operation that the model accepts, with texts that a service may take for what they name.
public final class MinimalInput {
    private static final String POLICY =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:Get*\",\"Resource\":\"*\"}]}";
    private static final String TRUST =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";
    private static final Map<String, String> BY_NAME = Map.ofEntries(
            Map.entry("AssumeRolePolicyDocument", TRUST),
            Map.entry("UpdateAssumeRolePolicy.PolicyDocument", TRUST),
            Map.entry("PolicyDocument", POLICY),
            Map.entry("SimulateCustomPolicy.PolicyInputList", POLICY),
            Map.entry("GetContextKeysForCustomPolicy.PolicyInputList", POLICY),
            Map.entry("ActionNames", "s3:GetObject"),
            Map.entry("PolicySourceArn", "arn:aws:iam::000000000000:user/somebody"),
            Map.entry("PolicyArn", "arn:aws:iam::000000000000:policy/example"),
            Map.entry("PermissionsBoundary", "arn:aws:iam::000000000000:policy/example"),
            Map.entry("OpenIDConnectProviderArn", "arn:aws:iam::000000000000:oidc-provider/example.com"),
            Map.entry("Url", "https://example.com"),
            Map.entry("RoleArn", "arn:aws:iam::000000000000:role/example"),
            Map.entry("AWSServiceName", "elasticbeanstalk.amazonaws.com"),
            Map.entry("AccessKeyId", "AKIAQAAAAAAAAAAAAAAA"),
            Map.entry("VersionId", "v1"),
            Map.entry("UserName", "example"),
            Map.entry("ThumbprintList", "0123456789012345678901234567890123456789"),
            Map.entry("VolumeId", "vol-0123456789abcdef0"),
            Map.entry("Status", "Inactive"),
            Map.entry("InstanceId", "i-0123456789abcdef0"),
            Map.entry("InstanceIds", "i-0123456789abcdef0"),
            Map.entry("ImageId", "ami-0123456789abcdef0"),
            Map.entry("VpcId", "vpc-0123456789abcdef0"),
            Map.entry("SubnetId", "subnet-0123456789abcdef0"),
            Map.entry("SubnetIds", "subnet-0123456789abcdef0"),
            Map.entry("GroupId", "sg-0123456789abcdef0"),
            Map.entry("SecurityGroupRuleId", "sgr-0123456789abcdef0"),
            Map.entry("InternetGatewayId", "igw-0123456789abcdef0"),
            Map.entry("RouteTableId", "rtb-0123456789abcdef0"),
            Map.entry("NetworkAclId", "acl-0123456789abcdef0"),
            Map.entry("AssociationId", "iip-assoc-0123456789abcdef0"),
            Map.entry("AllocationId", "eipalloc-0123456789abcdef0"),
            Map.entry("AllocationIds", "eipalloc-0123456789abcdef0"),
            Map.entry("NetworkInterfaceId", "eni-0123456789abcdef0"),
            Map.entry("LaunchTemplateId", "lt-0123456789abcdef0"),
            Map.entry("KeyPairId", "key-0123456789abcdef0"),
            Map.entry("SecurityGroupIds", "sg-0123456789abcdef0"),
            Map.entry("Groups", "sg-0123456789abcdef0"),
            Map.entry("SnapshotId", "snap-0123456789abcdef0"),
            Map.entry("CidrBlock", "10.9.0.0/16"),
            Map.entry("Resources", "i-0123456789abcdef0"),
            Map.entry("ResourceArn", "arn:aws:dms:us-east-1:000000000000:subgrp:example"),
            Map.entry("PublicKeyMaterial", "example"));
    private static final List<String> CANDIDATES =
            List.of("example", "/", "example-example-example", "123456", "arn:aws:iam::000000000000:role/example", "a");

    /// Operations that look up the caller where no user is named, before they can tell what they need.
    private static final Set<String> ABOUT_A_USER = Set.of(
            "CreateAccessKey",
            "UpdateAccessKey",
            "DeleteAccessKey",
            "ListAccessKeys",
            "GetUser",
            "CreateLoginProfile",
            "GetLoginProfile",
            "UpdateLoginProfile",
            "DeleteLoginProfile");

    /// Members that the model calls optional and the service does not.
    private static final Map<String, Set<String>> NEEDED_ALL_THE_SAME =
            Map.of("CreateTags", Set.of("Key", "Value"), "ListTagsForResource", Set.of("ResourceArn"));

    private MinimalInput() {}

    public static Map<String, Object> of(OperationModel operation) {
        return structure(operation.name(), operation.input().orElse(Structure.EMPTY));
    }

    /// The same with one more member, which is filled with all that there is a value for.
    ///
    /// @return empty when there is none for the member
    public static Optional<Map<String, Object>> with(OperationModel operation, Member member) {
        return full(operation.name(), member.name(), member.shape()).map(value -> {
            Map<String, Object> tree = of(operation);
            tree.put(member.name(), value);
            return tree;
        });
    }

    private static Optional<Object> full(String operation, String name, Shape shape) {
        if (shape instanceof Structure structure) {
            Map<String, Object> tree = new LinkedHashMap<>();
            for (Member member : structure.members()) {
                full(operation, member.name(), member.shape()).ifPresent(value -> tree.put(member.name(), value));
            }
            return Optional.of(tree);
        }
        if (shape instanceof Shape.ListOf list) {
            return full(operation, name, list.element().shape()).map(List::of);
        }
        try {
            return Optional.of(value(operation, name, shape));
        } catch (AssertionError _) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> structure(String operation, Structure structure) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (Member member : structure.members()) {
            boolean named = member.name().equals("UserName") && ABOUT_A_USER.contains(operation);
            boolean asked =
                    NEEDED_ALL_THE_SAME.getOrDefault(operation, Set.of()).contains(member.name());
            if (member.required() || named || asked) {
                tree.put(member.name(), value(operation, member.name(), member.shape()));
            }
        }
        return tree;
    }

    private static Object value(String operation, String name, Shape shape) {
        return switch (shape) {
            case Structure structure -> structure(operation, structure);
            case Shape.Text text -> text(operation, name, text);
            case Shape.Int number ->
                (int) Math.max(1, number.value().hasMin() ? number.value().min() : 1);
            case Shape.LongInt _ -> 1L;
            case Shape.Decimal _ -> 1.0;
            case Shape.Bool _ -> true;
            case Shape.Timestamp _ -> Instant.EPOCH;
            case Shape.Blob _ -> new byte[] {1};
            case Shape.ListOf list ->
                List.of(value(operation, name, list.element().shape()));
            case Shape.MapOf _ -> Map.of();
        };
    }

    private static String text(String operation, String name, Shape.Text shape) {
        String named = BY_NAME.get(operation + '.' + name);
        String known = named != null ? named : BY_NAME.get(name);
        if (known != null) {
            return known;
        }
        if (!shape.values().isEmpty()) {
            return shape.values().getFirst();
        }
        return CANDIDATES.stream()
                .filter(text -> text.length() >= shape.length().min()
                        && text.length() <= shape.length().max()
                        && shape.pattern().map(pattern -> pattern.matches(text)).orElse(true))
                .findFirst()
                .orElseThrow(() -> new AssertionError(operation + '.' + name + " needs a text of its own"));
    }
}
