// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import dev.lanyard.aws.arn.Region;

/// The names that EC2 gives to addresses. us-east-1 is older than the rule that the others follow.
public final class DnsNames {
    private static final String FIRST_REGION = "us-east-1";

    private DnsNames() {}

    public static String ofPrivate(String address, Region region) {
        return "ip-" + dashed(address)
                + (region.value().equals(FIRST_REGION) ? ".ec2.internal" : "." + region + ".compute.internal");
    }

    public static String ofPublic(String address, Region region) {
        return "ec2-" + dashed(address) + "."
                + (region.value().equals(FIRST_REGION) ? "compute-1" : region + ".compute") + ".amazonaws.com";
    }

    private static String dashed(String address) {
        return address.replace('.', '-');
    }
}
