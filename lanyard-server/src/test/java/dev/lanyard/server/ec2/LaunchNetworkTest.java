// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaunchNetworkTest {
    private final Ec2Client aws = Ec2Client.start();

    @AfterEach
    void stop() {
        aws.close();
    }

    private Answer described(String instance) {
        return aws.done("DescribeInstances", "InstanceId.1", instance);
    }

    private String subnetOf(String instance) {
        return described(instance).text("subnetId");
    }

    @Test
    void emptyZoneIsNone() {
        assertThat(aws.launch("InstanceType", "t3.micro", "Placement.AvailabilityZone", "")
                        .text("placement"))
                .contains("<availabilityZone>us-east-1a</availabilityZone>");
    }

    @Test
    void networkInterfacesReplaceSubnetAndGroups() {
        String subnet = subnetOf(aws.running());
        assertThat(aws.launch("SubnetId", subnet, "NetworkInterface.1.DeviceIndex", "0")
                        .fault())
                .isEqualTo("InvalidParameterCombination: Network interfaces and an instance-level subnet ID may not be"
                        + " specified on the same request");
        assertThat(aws.launch("NetworkInterface.1.SubnetId", subnet).fault())
                .isEqualTo("InvalidParameterCombination: Each network interface requires a device index.");
        String instance = aws.running(
                "NetworkInterface.1.DeviceIndex",
                "0",
                "NetworkInterface.1.SubnetId",
                subnet,
                "NetworkInterface.1.AssociatePublicIpAddress",
                "false",
                "NetworkInterface.1.PrivateIpAddress",
                "172.31.0.77",
                "NetworkInterface.1.Description",
                "mine",
                "NetworkInterface.2.DeviceIndex",
                "1",
                "NetworkInterface.2.SubnetId",
                subnet);
        Answer shown = described(instance);
        assertThat(shown.count("networkInterfaceId")).isEqualTo(2);
        assertThat(shown.text("privateIpAddress")).isEqualTo("172.31.0.77");
        assertThat(shown.has("ipAddress")).isFalse();
        assertThat(shown.body()).contains("<description>mine</description>");
        assertThat(aws.launch("InstanceType", "t3.micro", "PrivateIpAddress", "172.31.0.77", "SubnetId", subnet)
                        .fault())
                .isEqualTo("InvalidIPAddress.InUse: Address 172.31.0.77 is in use.");
        assertThat(aws.launch("InstanceType", "t3.micro", "PrivateIpAddress", "10.0.0.1")
                        .fault())
                .isEqualTo("InvalidParameterValue: Address 10.0.0.1 does not fall within the subnet's address range");
    }

    @Test
    void zoneChoosesTheDefaultSubnet() {
        Answer shown = described(aws.running("Placement.AvailabilityZone", "us-east-1c"));
        assertThat(shown.text("placement"))
                .contains("<availabilityZone>us-east-1c</availabilityZone>")
                .contains("<tenancy>default</tenancy>");
        assertThat(shown.text("privateIpAddress")).startsWith("172.31.3");
    }

    @Test
    void emptyPlacementIsNone() {
        assertThat(aws.launch("InstanceType", "t3.micro", "Placement.AvailabilityZone", "", "Placement.GroupName", "")
                        .text("placement"))
                .contains("<availabilityZone>us-east-1a</availabilityZone>")
                .contains("<tenancy>default</tenancy>");
    }

    @Test
    void subnetThatRunsOutGivesAsManyAsItHas() {
        String vpc = aws.done("CreateVpc", "CidrBlock", "10.0.0.0/16").text("vpcId");
        String subnet = aws.done("CreateSubnet", "VpcId", vpc, "CidrBlock", "10.0.0.0/28")
                .text("subnetId");
        String fault = "InsufficientFreeAddressesInSubnet: There are not enough free addresses in subnet '" + subnet
                + "' to satisfy the requested number of instances.";
        assertThat(aws.launch("SubnetId", subnet, "MinCount", "12", "MaxCount", "20")
                        .fault())
                .isEqualTo(fault);
        assertThat(aws.done("DescribeInstances").count("instanceId")).isZero();
        assertThat(aws.launch("SubnetId", subnet, "MaxCount", "5").count("instanceId"))
                .isEqualTo(5);
        String prefix = "NetworkInterface.1.";
        assertThat(aws.launch(
                                prefix + "DeviceIndex",
                                "0",
                                prefix + "SubnetId",
                                subnet,
                                prefix + "SecondaryPrivateIpAddressCount",
                                "1",
                                "MaxCount",
                                "20")
                        .count("instanceId"))
                .as("six addresses are left for instances that have two each")
                .isEqualTo(3);
        assertThat(aws.launch("SubnetId", subnet).fault()).isEqualTo(fault);
        assertThat(aws.done("DescribeSubnets", "SubnetId.1", subnet).text("availableIpAddressCount"))
                .isEqualTo("0");
    }
}
