// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

/// Where the parts of a network are kept.
public record NetworkStores(
        VpcStore vpcs,
        SubnetStore subnets,
        SecurityGroupStore groups,
        RouteTableStore routeTables,
        NetworkAclStore acls,
        InternetGatewayStore gateways,
        NetworkInterfaceStore interfaces,
        AddressStore addresses) {}
