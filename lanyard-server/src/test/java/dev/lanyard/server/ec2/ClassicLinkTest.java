// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClassicLinkTest {
    private final Wire wire = Wire.start();

    @AfterEach
    void stop() {
        wire.close();
    }

    @Test
    void noVpcIsLinkedToEc2Classic() {
        String vpc = wire.ec2("CreateVpc", "CidrBlock", "10.0.0.0/16").text("vpcId");
        wire.ec2("CreateTags", "ResourceId.1", vpc, "Tag.1.Key", "team", "Tag.1.Value", "badges");

        Answer links = wire.ec2("DescribeVpcClassicLink", "Filter.1.Name", "tag:team", "Filter.1.Value.1", "badges");
        assertThat(links.text("vpcId")).isEqualTo(vpc);
        assertThat(links.text("classicLinkEnabled")).isEqualTo("false");
        assertThat(links.text("value")).isEqualTo("badges");
        assertThat(wire.ec2(
                                "DescribeVpcClassicLink",
                                "Filter.1.Name",
                                "is-classic-link-enabled",
                                "Filter.1.Value.1",
                                "true")
                        .count("vpcId"))
                .isZero();

        assertThat(wire.ec2("DescribeVpcClassicLinkDnsSupport").count("vpcId")).isEqualTo(2);
        Answer names = wire.ec2("DescribeVpcClassicLinkDnsSupport", "VpcIds.1", vpc);
        assertThat(names.text("vpcId")).isEqualTo(vpc);
        assertThat(names.text("classicLinkDnsSupported")).isEqualTo("false");
    }

    @Test
    void aVpcThatIsNotThereIsNotFound() {
        String refusal = "InvalidVpcID.NotFound: The vpc ID 'vpc-12345678' does not exist";
        assertThat(wire.ec2("DescribeVpcClassicLink", "VpcId.1", "vpc-12345678").fault())
                .isEqualTo(refusal);
        assertThat(wire.ec2("DescribeVpcClassicLinkDnsSupport", "VpcIds.1", "vpc-12345678")
                        .fault())
                .isEqualTo(refusal);
    }
}
