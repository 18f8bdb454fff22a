// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElasticIpTest {
    private final Ec2Client client = Ec2Client.start();

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void addressIsAllocatedShownTaggedAndReleased() {
        Answer made = client.done(
                "AllocateAddress",
                "Domain",
                "vpc",
                "TagSpecification.1.ResourceType",
                "elastic-ip",
                "TagSpecification.1.Tag.1.Key",
                "Name",
                "TagSpecification.1.Tag.1.Value",
                "door");
        String id = made.text("allocationId");
        String address = made.text("publicIp");
        assertThat(id).matches("eipalloc-[0-9a-f]{17}");
        assertThat(address).matches("\\d+\\.\\d+\\.\\d+\\.\\d+");
        assertThat(made.text("domain")).isEqualTo("vpc");
        assertThat(made.text("publicIpv4Pool")).isEqualTo("amazon");
        assertThat(made.text("networkBorderGroup")).isEqualTo("us-east-1");
        Answer shown = client.done("DescribeAddresses", "Filter.1.Name", "tag:Name", "Filter.1.Value.1", "door");
        assertThat(shown.text("allocationId")).isEqualTo(id);
        assertThat(shown.has("associationId")).isFalse();
        assertThat(client.done("DescribeAddresses", "PublicIp.1", address).text("allocationId"))
                .isEqualTo(id);
        client.done("CreateTags", "ResourceId.1", id, "Tag.1.Key", "team", "Tag.1.Value", "net");
        assertThat(client.done("DescribeAddressesAttribute", "AllocationId.1", id, "Attribute", "domain-name")
                        .text("publicIp"))
                .isEqualTo(address);
        assertThat(client.ec2("ReleaseAddress", "PublicIp", address).fault())
                .isEqualTo("InvalidParameterValue: You must specify an allocation id when releasing a VPC elastic IP"
                        + " address");
        assertThat(client.done("ReleaseAddress", "AllocationId", id).text("return"))
                .isEqualTo("true");
        assertThat(client.ec2("ReleaseAddress", "AllocationId", id).fault())
                .isEqualTo("InvalidAllocationID.NotFound: The allocation ID '" + id + "' does not exist");
        assertThat(client.done("DescribeTags").has("item")).isFalse();
    }

    @Test
    void accountHasFiveAddresses() {
        for (int i = 0; i < 5; i++) {
            client.done("AllocateAddress");
        }
        assertThat(client.ec2("AllocateAddress").fault())
                .isEqualTo("AddressLimitExceeded: The maximum number of addresses has been reached.");
        assertThat(client.done("DescribeAddresses").count("allocationId")).isEqualTo(5);
    }

    @Test
    void instanceIsReachedByItsElasticAddressEverywhere() {
        String instance = client.running();
        String lent = client.done("DescribeInstances", "InstanceId.1", instance).text("ipAddress");
        Answer elastic = client.done("AllocateAddress");
        String address = elastic.text("publicIp");
        String association =
                associate(elastic.text("allocationId"), "InstanceId", instance).text("associationId");
        assertThat(association).matches("eipassoc-[0-9a-f]{17}");

        Answer shown = client.done("DescribeInstances", "InstanceId.1", instance);
        assertThat(shown.text("ipAddress")).isEqualTo(address).isNotEqualTo(lent);
        assertThat(shown.text("ipOwnerId")).isEqualTo("000000000000");
        assertThat(shown.text("dnsName")).isEqualTo("ec2-" + address.replace('.', '-') + ".compute-1.amazonaws.com");
        Answer nic = client.done(
                "DescribeNetworkInterfaces",
                "Filter.1.Name",
                "association.association-id",
                "Filter.1.Value.1",
                association);
        assertThat(nic.text("allocationId")).isEqualTo(elastic.text("allocationId"));
        assertThat(nic.text("publicIp")).isEqualTo(address);
        Answer used = client.done("DescribeAddresses", "Filter.1.Name", "instance-id", "Filter.1.Value.1", instance);
        assertThat(used.text("networkInterfaceId")).isEqualTo(nic.text("networkInterfaceId"));
        assertThat(used.text("privateIpAddress")).isEqualTo(nic.text("privateIpAddress"));
        assertThat(used.text("associationId")).isEqualTo(association);
        assertThat(client.metadata(instance, "public-ipv4")).isEqualTo(address);
        assertThat(client.metadata(instance, "public-hostname")).isEqualTo(shown.text("dnsName"));
        String mac = client.metadata(instance, "mac");
        assertThat(client.metadata(instance, "network/interfaces/macs/" + mac + "/ipv4-associations/" + address))
                .isEqualTo(nic.text("privateIpAddress"));
    }

    @Test
    void elasticAddressStaysWhenTheInstanceStopsAndIsFreeWhenItEnds() {
        String instance = client.running();
        Answer elastic = client.done("AllocateAddress");
        associate(elastic.text("allocationId"), "InstanceId", instance);
        client.done("StopInstances", "InstanceId.1", instance);
        client.later();
        assertThat(publicAddress(instance)).isEqualTo(elastic.text("publicIp"));
        client.done("StartInstances", "InstanceId.1", instance);
        assertThat(publicAddress(instance)).as("while it starts").isEqualTo(elastic.text("publicIp"));
        client.later();
        assertThat(publicAddress(instance)).isEqualTo(elastic.text("publicIp"));
        client.done("TerminateInstances", "InstanceId.1", instance);
        client.later();
        Answer free = client.done("DescribeAddresses");
        assertThat(free.text("publicIp")).isEqualTo(elastic.text("publicIp"));
        assertThat(free.has("associationId")).isFalse();
    }

    @Test
    void disassociatedInstanceIsLentAnotherAddress() {
        String instance = client.running();
        Answer elastic = client.done("AllocateAddress");
        String association =
                associate(elastic.text("allocationId"), "InstanceId", instance).text("associationId");
        assertThat(client.done("DisassociateAddress", "AssociationId", association)
                        .text("return"))
                .isEqualTo("true");
        assertThat(publicAddress(instance)).isNotEmpty().isNotEqualTo(elastic.text("publicIp"));
        assertThat(client.done("DescribeInstances").text("ipOwnerId")).isEqualTo("amazon");
        assertThat(client.ec2("DisassociateAddress", "AssociationId", association)
                        .fault())
                .isEqualTo("InvalidAssociationID.NotFound: The association ID '" + association + "' does not exist");
    }

    @Test
    void addressMovesUnlessItIsToldNotTo() {
        String one = client.running();
        String two = client.running();
        Answer elastic = client.done("AllocateAddress");
        String id = elastic.text("allocationId");
        String association = associate(id, "InstanceId", one).text("associationId");
        assertThat(associate(id, "InstanceId", one).text("associationId"))
                .as("once more the same")
                .isEqualTo(association);
        assertThat(associate(id, "InstanceId", two, "AllowReassociation", "false")
                        .fault())
                .isEqualTo("Resource.AlreadyAssociated: resource " + id + " is already associated with associate-id "
                        + association);
        assertThat(associate(id, "InstanceId", two).text("associationId")).isNotEqualTo(association);
        assertThat(publicAddress(two)).isEqualTo(elastic.text("publicIp"));
        assertThat(publicAddress(one)).isNotEmpty().isNotEqualTo(elastic.text("publicIp"));
        Answer other = client.done("AllocateAddress");
        assertThat(associate(other.text("allocationId"), "InstanceId", two, "AllowReassociation", "false")
                        .fault())
                .startsWith("Resource.AlreadyAssociated: resource eni-")
                .endsWith(" is already associated with public address " + elastic.text("publicIp"));
        associate(other.text("allocationId"), "InstanceId", two);
        assertThat(publicAddress(two)).isEqualTo(other.text("publicIp"));
        assertThat(client.done("DescribeAddresses", "AllocationId.1", id).has("associationId"))
                .as("displaced but kept")
                .isFalse();
    }

    @Test
    void interfaceHasAnAddressForEachOfItsOwn() {
        String subnet = client.done("DescribeSubnets").text("subnetId");
        Answer nic = client.done("CreateNetworkInterface", "SubnetId", subnet, "SecondaryPrivateIpAddressCount", "1");
        String id = nic.text("networkInterfaceId");
        String primary = nic.text("privateIpAddress");
        String secondary = nic.body().replaceAll("(?s).*<primary>false</primary>.*?<privateIpAddress>([^<]*)<.*", "$1");
        Answer elastic = client.done("AllocateAddress");
        associate(elastic.text("allocationId"), "NetworkInterfaceId", id, "PrivateIpAddress", secondary);
        assertThat(client.done("DescribeAddresses").text("privateIpAddress"))
                .isEqualTo(secondary)
                .isNotEqualTo(primary);
        assertThat(associate(elastic.text("allocationId"), "NetworkInterfaceId", id, "PrivateIpAddress", "10.1.1.1")
                        .fault())
                .startsWith("InvalidParameterValue: Value (10.1.1.1) for parameter privateIpAddress is invalid.");
        client.done("DeleteNetworkInterface", "NetworkInterfaceId", id);
        assertThat(client.done("DescribeAddresses").has("associationId")).isFalse();
    }

    @Test
    void addressInUseIsReleasedInTheDefaultVpcOnly() {
        String vpc = client.done("CreateVpc", "CidrBlock", "10.0.0.0/16").text("vpcId");
        String subnet = client.done("CreateSubnet", "VpcId", vpc, "CidrBlock", "10.0.0.0/24")
                .text("subnetId");
        String nic = client.done("CreateNetworkInterface", "SubnetId", subnet).text("networkInterfaceId");
        Answer elastic = client.done("AllocateAddress");
        assertThat(associate(elastic.text("allocationId"), "NetworkInterfaceId", nic)
                        .fault())
                .isEqualTo("Gateway.NotAttached: Network " + vpc + " is not attached to any internet gateway");
        String gateway = client.done("CreateInternetGateway").text("internetGatewayId");
        client.done("AttachInternetGateway", "InternetGatewayId", gateway, "VpcId", vpc);
        associate(elastic.text("allocationId"), "NetworkInterfaceId", nic);
        assertThat(client.ec2("ReleaseAddress", "AllocationId", elastic.text("allocationId"))
                        .fault())
                .isEqualTo("InvalidIPAddress.InUse: Address " + elastic.text("publicIp") + " is in use.");
        assertThat(client.ec2("DetachInternetGateway", "InternetGatewayId", gateway, "VpcId", vpc)
                        .fault())
                .startsWith("DependencyViolation: ");
        String instance = client.running();
        Answer other = client.done("AllocateAddress");
        associate(other.text("allocationId"), "InstanceId", instance);
        client.done("ReleaseAddress", "AllocationId", other.text("allocationId"));
        assertThat(client.done("DescribeAddresses").count("allocationId")).isEqualTo(1);
    }

    @Test
    void instanceThatIsOnItsWayHasNoPlaceForAnAddress() {
        String id = client.done("AllocateAddress").text("allocationId");
        String instance = client.launch().text("instanceId");
        assertThat(associate(id, "InstanceId", instance).fault())
                .isEqualTo("InvalidInstanceID: The pending instance '" + instance
                        + "' is not in a valid state for this operation.");
        client.later();
        String subnet = client.done("DescribeInstances").text("subnetId");
        String two = client.running(
                "NetworkInterface.1.DeviceIndex",
                "0",
                "NetworkInterface.1.SubnetId",
                subnet,
                "NetworkInterface.2.DeviceIndex",
                "1",
                "NetworkInterface.2.SubnetId",
                subnet);
        assertThat(associate(id, "InstanceId", two).fault())
                .isEqualTo("InvalidInstanceID: There are multiple interfaces attached to instance '" + two
                        + "'. Please specify an interface ID for the operation instead.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AssociateAddress    | InstanceId=i-0123456789abcdef0 | MissingParameter: Either public IP or allocation id must be specified
            AssociateAddress    | AllocationId=KNOWN | MissingParameter: Either instance ID or network interface id must be specified
            AssociateAddress    | AllocationId=KNOWN&PublicIp=1.2.3.4 | InvalidParameterCombination: You may specify public IP or allocation id, but not both in the same call
            AssociateAddress    | PublicIp=1.2.3.4&InstanceId=i-0123456789abcdef0 | InvalidParameterCombination: You must specify an allocation id when mapping an address to a VPC instance
            AssociateAddress    | AllocationId=KNOWN&InstanceId=i-0123456789abcdef0 | InvalidInstanceID.NotFound: The instance ID 'i-0123456789abcdef0' does not exist
            AssociateAddress    | AllocationId=KNOWN&NetworkInterfaceId=eni-0123456789abcdef0 | InvalidNetworkInterfaceID.NotFound: The networkInterface ID 'eni-0123456789abcdef0' does not exist
            AssociateAddress    | AllocationId=eip-1&InstanceId=i-0123456789abcdef0 | InvalidAllocationID.NotFound: The allocation ID 'eip-1' does not exist
            DisassociateAddress | PublicIp=1.2.3.4 | InvalidParameterValue: You must specify an association id when unmapping an address from a VPC instance
            DisassociateAddress | DryRun=false | MissingParameter: Either public IP or association id must be specified
            ReleaseAddress      | DryRun=false | MissingParameter: Either public IP or allocation id must be specified
            ReleaseAddress      | AllocationId=KNOWN&NetworkBorderGroup=eu-west-1 | InvalidParameterValue: Value (eu-west-1) for parameter networkBorderGroup is invalid.
            DescribeAddresses   | AllocationId.1=eipalloc-0123456789abcdef0 | InvalidAllocationID.NotFound: The allocation ID 'eipalloc-0123456789abcdef0' does not exist
            DescribeAddresses   | PublicIp.1=1.2.3.4 | InvalidAddress.NotFound: Address '1.2.3.4' not found.
            AllocateAddress     | Address=1.2.3.4 | InvalidAddress.NotFound: Address '1.2.3.4' not found.
            AllocateAddress     | Domain=standard | InvalidParameterValue: Invalid value 'standard' for domain.
            """)
    void requestsThatMakeNoSenseAreRefused(String action, String parameters, String fault) {
        String known = client.done("AllocateAddress").text("allocationId");
        String before = client.done("DescribeAddresses").text("addressesSet");
        assertThat(client.ec2(action, parameters.replace("KNOWN", known).split("[&=]"))
                        .fault())
                .isEqualTo(fault);
        assertThat(client.done("DescribeAddresses").text("addressesSet")).isEqualTo(before);
    }

    private Answer associate(String allocation, String... parameters) {
        return client.ec2("AssociateAddress", Ec2Client.with(parameters, "AllocationId", allocation));
    }

    private String publicAddress(String instance) {
        return client.done("DescribeInstances", "InstanceId.1", instance).text("ipAddress");
    }
}
