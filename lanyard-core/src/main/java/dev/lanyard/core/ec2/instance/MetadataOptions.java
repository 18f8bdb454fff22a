// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import java.time.Instant;

/// The rules of an instance's metadata service.
///
/// @param tokensRequired whether only IMDSv2 is answered
/// @param hopLimit how many network hops the answer to a token request may take
/// @param settles when the last change shows as applied; it is in force at once
public record MetadataOptions(
        boolean tokensRequired, int hopLimit, boolean endpoint, boolean ipv6, boolean tags, Instant settles) {

    /// The mark of a stopped instance's options, which apply when it starts.
    static final Instant WHEN_STARTED = Instant.parse("9999-12-31T23:59:59Z");

    String httpTokens() {
        return tokensRequired ? "required" : "optional";
    }

    String httpEndpoint() {
        return enabled(endpoint);
    }

    String httpProtocolIpv6() {
        return enabled(ipv6);
    }

    String instanceMetadataTags() {
        return enabled(tags);
    }

    String state(Instant now) {
        return now.isBefore(settles) ? "pending" : "applied";
    }

    MetadataOptions settling(Instant settled) {
        return new MetadataOptions(tokensRequired, hopLimit, endpoint, ipv6, tags, settled);
    }

    static String enabled(boolean flag) {
        return flag ? "enabled" : "disabled";
    }
}
