// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private final Wire wire = Wire.start();

    @AfterEach
    void stop() {
        wire.close();
    }

    @Test
    void aFreshAccountHasItsDefaultNetworkBeforeAndAfterItsFirstWrite() {
        String[] describes = {
            "DescribeVpcs",
            "DescribeSubnets",
            "DescribeSecurityGroups",
            "DescribeSecurityGroupRules",
            "DescribeRouteTables",
            "DescribeNetworkAcls",
            "DescribeInternetGateways"
        };
        for (String describe : describes) {
            assertThat(body(describe)).as(describe).isEqualTo(body(describe));
        }
        String[] before = new String[describes.length];
        for (int i = 0; i < describes.length; i++) {
            before[i] = body(describes[i]);
        }
        assertThat(before[0]).contains("<cidrBlock>172.31.0.0/16</cidrBlock>").contains("<isDefault>true</isDefault>");
        assertThat(wire.ec2("DescribeSubnets").count("subnetId")).isEqualTo(6);
        assertThat(wire.ec2("CreateInternetGateway").status()).isEqualTo(200);
        for (int i = 0; i < describes.length - 1; i++) {
            assertThat(body(describes[i])).as(describes[i]).isEqualTo(before[i]);
        }
        assertThat(wire.ec2("DescribeInternetGateways").count("internetGatewayId"))
                .isEqualTo(2);
    }

    private String body(String describe) {
        return wire.ec2(describe).body().replaceAll("<requestId>.*</requestId>", "");
    }
}
