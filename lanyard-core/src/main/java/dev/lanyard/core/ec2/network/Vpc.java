// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import dev.lanyard.core.ec2.ResourceId.VpcId;

/// A virtual network.
///
/// @param cidrAssociation the id that the pairing of VPC and block has
public record Vpc(
        VpcId id,
        Cidr cidr,
        String cidrAssociation,
        String tenancy,
        boolean isDefault,
        boolean dnsSupport,
        boolean dnsHostnames,
        boolean addressUsageMetrics) {

    Vpc withDnsSupport(boolean on) {
        return new Vpc(id, cidr, cidrAssociation, tenancy, isDefault, on, dnsHostnames, addressUsageMetrics);
    }

    Vpc withDnsHostnames(boolean on) {
        return new Vpc(id, cidr, cidrAssociation, tenancy, isDefault, dnsSupport, on, addressUsageMetrics);
    }

    Vpc withAddressUsageMetrics(boolean on) {
        return new Vpc(id, cidr, cidrAssociation, tenancy, isDefault, dnsSupport, dnsHostnames, on);
    }
}
