// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.attack;

import static dev.lanyard.server.sts.Actors.ok;
import static dev.lanyard.server.sts.Actors.policy;
import static dev.lanyard.server.sts.Actors.statement;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import dev.lanyard.server.sts.Actors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who may change an instance or a network interface may not therefore put it into any security group.
class SecurityGroupChangeTest {
    private final Wire root = Wire.start();
    private final Actors actors = new Actors(root);

    @AfterEach
    void close() {
        root.close();
    }

    @Test
    void aGroupIsAResourceOfItsOwn() {
        Answer launched = ok(root.ec2(
                "RunInstances",
                "ImageId",
                "ami-0abcdef1234567890",
                "InstanceType",
                "t3.micro",
                "MinCount",
                "1",
                "MaxCount",
                "1"));
        String instance = launched.text("instanceId");
        String networkInterface = launched.text("networkInterfaceId");
        String group = group("open", launched.text("vpcId"));
        String closed = group("closed", launched.text("vpcId"));
        Wire ann = actors.user("ann");
        String own = "arn:aws:ec2:*:*:";
        actors.permit(
                "ann",
                policy(
                        statement("Allow", "ec2:Modify*", own + "instance/*"),
                        statement("Allow", "ec2:Modify*", own + "network-interface/*"),
                        statement("Allow", "ec2:Modify*", own + "security-group/" + group)));
        ok(ann.ec2("ModifyInstanceAttribute", "InstanceId", instance, "GroupId.1", group));
        ok(ann.ec2(
                "ModifyNetworkInterfaceAttribute", "NetworkInterfaceId", networkInterface, "SecurityGroupId.1", group));
        for (Answer answer : new Answer[] {
            ann.ec2("ModifyInstanceAttribute", "InstanceId", instance, "GroupId.1", group, "GroupId.2", closed),
            ann.ec2(
                    "ModifyNetworkInterfaceAttribute",
                    "NetworkInterfaceId",
                    networkInterface,
                    "SecurityGroupId.1",
                    closed)
        }) {
            assertThat(answer.fault())
                    .startsWith("UnauthorizedOperation")
                    .contains("on resource: arn:aws:ec2:us-east-1:000000000000:security-group/" + closed);
        }
    }

    private String group(String name, String vpc) {
        return ok(root.ec2("CreateSecurityGroup", "GroupName", name, "GroupDescription", "d", "VpcId", vpc))
                .text("groupId");
    }
}
