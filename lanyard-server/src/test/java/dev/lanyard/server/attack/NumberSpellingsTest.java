// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Numbers as Java would read them and AWS does not: with a plus sign, in the digits of other scripts, with space.
class NumberSpellingsTest {
    private static final List<UnaryOperator<String>> SPELLINGS = List.of(
            number -> "+" + number,
            number -> number.replace('1', '\u0661'),
            number -> number.replace('1', '\uff11'),
            number -> number + " ",
            number -> " " + number,
            number -> number + "\u0660",
            number -> number + "_0",
            number -> "0x" + number,
            number -> number + "L");

    private final Wire wire = Wire.start();

    @AfterEach
    void close() {
        wire.close();
    }

    /// Calls that take a number, and one that is good for each.
    private Map<Function<String, Answer>, String> calls() {
        wire.ec2("CreateLaunchTemplate", "LaunchTemplateName", "tpl", "LaunchTemplateData.InstanceType", "t3.micro");
        wire.iam(
                "CreatePolicy",
                "PolicyName",
                "p",
                "PolicyDocument",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}");
        String policy = "arn:aws:iam::000000000000:policy/p";
        String image = "ami-0abcdef1234567890";
        return Map.of(
                number -> wire.iam("ListUsers", "MaxItems", number),
                "1",
                number -> wire.sts("GetSessionToken", "DurationSeconds", number),
                "1000",
                number -> wire.ec2("DescribeInstances", "MaxResults", number),
                "10",
                number -> wire.ec2("RunInstances", "ImageId", image, "MinCount", "1", "MaxCount", number),
                "1",
                number -> wire.ec2(
                        "DescribeLaunchTemplateVersions",
                        "LaunchTemplateName",
                        "tpl",
                        "LaunchTemplateVersion.1",
                        number),
                "1",
                number -> wire.iam("GetPolicyVersion", "PolicyArn", policy, "VersionId", "v" + number),
                "1");
    }

    /// The same of security groups.
    private Map<Function<String, Answer>, String> rules() {
        String group = wire.ec2("CreateSecurityGroup", "GroupName", "g", "GroupDescription", "d")
                .text("groupId");
        String range = "IpRanges.1.CidrIp";
        return Map.of(
                number -> allow(group, "IpProtocol", "tcp", "FromPort", number, "ToPort", "2000", range, "10.0.0.0/8"),
                "1111",
                number -> allow(group, "IpProtocol", number, range, "10.0.0.0/8"),
                "121",
                number -> allow(group, "IpProtocol", "-1", "Ipv6Ranges.1.CidrIpv6", "2001:db8::/" + number),
                "111",
                number -> allow(group, "IpProtocol", "-1", range, "10.0.0.0/" + number),
                "11");
    }

    private Answer allow(String group, String... permission) {
        List<String> parameters = new ArrayList<>(List.of("GroupId", group));
        for (int i = 0; i < permission.length; i += 2) {
            parameters.add("IpPermissions.1." + permission[i]);
            parameters.add(permission[i + 1]);
        }
        return wire.ec2("AuthorizeSecurityGroupIngress", parameters.toArray(String[]::new));
    }

    @Test
    void aNumberIsWrittenInAsciiDigits() {
        Map<Function<String, Answer>, String> all = new LinkedHashMap<>(calls());
        all.putAll(rules());
        all.forEach((call, good) -> {
            for (UnaryOperator<String> spelling : SPELLINGS) {
                Answer answer = call.apply(spelling.apply(good));
                assertThat(answer.status())
                        .as("%s: %s", spelling.apply(good), answer.body())
                        .isBetween(400, 404);
            }
            Answer answer = call.apply(good);
            assertThat(answer.status()).as("%s: %s", good, answer.body()).isEqualTo(200);
        });
    }
}
