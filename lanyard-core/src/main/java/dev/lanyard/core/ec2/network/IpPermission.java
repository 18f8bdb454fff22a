// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import java.util.List;
import java.util.Optional;

/// Rules as requests state them and DescribeSecurityGroups shows them: one kind of traffic, many peers.
record IpPermission(
        Optional<String> ipProtocol,
        Optional<Integer> fromPort,
        Optional<Integer> toPort,
        List<IpRange> ipRanges,
        List<Ipv6Range> ipv6Ranges,
        List<PrefixListId> prefixListIds,
        List<UserIdGroupPair> userIdGroupPairs) {

    record IpRange(Optional<String> cidrIp, Optional<String> description) {}

    record Ipv6Range(Optional<String> cidrIpv6, Optional<String> description) {}

    record PrefixListId(Optional<String> prefixListId, Optional<String> description) {}

    record UserIdGroupPair(
            Optional<String> groupId,
            Optional<String> groupName,
            Optional<String> userId,
            Optional<String> description) {}
}
