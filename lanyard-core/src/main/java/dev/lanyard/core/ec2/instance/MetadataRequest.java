// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.core.ec2.Ec2Fault;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Metadata options as a request or a launch template states them, some or all.
record MetadataRequest(
        Optional<String> httpTokens,
        Optional<Integer> httpPutResponseHopLimit,
        Optional<String> httpEndpoint,
        Optional<String> httpProtocolIpv6,
        Optional<String> instanceMetadataTags) {
    static final MetadataRequest NONE = new MetadataRequest(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    private static final Set<String> RESERVED = Set.of(".", "..", "_index");
    private static final int MAX_HOPS = 64;

    boolean isEmpty() {
        return equals(NONE);
    }

    /// These where they say something, the others where not.
    MetadataRequest or(MetadataRequest others) {
        return new MetadataRequest(
                httpTokens.or(others::httpTokens),
                httpPutResponseHopLimit.or(others::httpPutResponseHopLimit),
                httpEndpoint.or(others::httpEndpoint),
                httpProtocolIpv6.or(others::httpProtocolIpv6),
                instanceMetadataTags.or(others::instanceMetadataTags));
    }

    static MetadataRequest of(MetadataDefaults defaults) {
        return new MetadataRequest(
                defaults.tokensRequired().map(it -> it ? "required" : "optional"),
                defaults.hopLimit(),
                defaults.endpoint().map(MetadataOptions::enabled),
                Optional.empty(),
                defaults.tags().map(MetadataOptions::enabled));
    }

    /// @param endpoint `enabled` or `disabled`, as it will be
    /// @throws Fault when rules are asked for that only an endpoint can have, and there is none
    void requireSense(String endpoint) {
        if (endpoint.equals("disabled") && (httpTokens.isPresent() || httpPutResponseHopLimit.isPresent())) {
            throw Ec2Fault.INVALID_PARAMETER_COMBINATION.because(
                    "Specifying HttpTokens or HttpPutResponseHopLimit requires HttpEndpoint enabled");
        }
    }

    static void requireHops(int hops) {
        if (hops < 1 || hops > MAX_HOPS) {
            throw Ec2Fault.INVALID_PARAMETER_VALUE.because("Value (" + hops
                    + ") for parameter HttpPutResponseHopLimit is invalid. The hop limit must be between 1 and 64.");
        }
    }

    /// @throws Fault when the hop limit is out of its range
    MetadataOptions over(MetadataOptions base) {
        int hops = httpPutResponseHopLimit.orElse(base.hopLimit());
        requireHops(hops);
        return new MetadataOptions(
                httpTokens.map("required"::equals).orElse(base.tokensRequired()),
                hops,
                httpEndpoint.map("enabled"::equals).orElse(base.endpoint()),
                httpProtocolIpv6.map("enabled"::equals).orElse(base.ipv6()),
                instanceMetadataTags.map("enabled"::equals).orElse(base.tags()),
                base.settles());
    }

    /// What a launch gets where nobody asks for anything else. Images that are made for it want tokens.
    static MetadataOptions launchDefault(boolean imageWantsTokens) {
        return new MetadataOptions(imageWantsTokens, imageWantsTokens ? 2 : 1, true, false, false, Instant.EPOCH);
    }

    Permission keyed(Permission permission) {
        Permission keyed = permission;
        if (httpTokens.isPresent()) {
            keyed = keyed.with("ec2:MetadataHttpTokens", httpTokens.get());
        }
        if (httpEndpoint.isPresent()) {
            keyed = keyed.with("ec2:MetadataHttpEndpoint", httpEndpoint.get());
        }
        if (httpPutResponseHopLimit.isPresent()) {
            keyed = keyed.with(
                    "ec2:MetadataHttpPutResponseHopLimit",
                    httpPutResponseHopLimit.get().toString());
        }
        return keyed;
    }

    /// The options that are asked for, by the names of the request's members.
    Map<String, String> attributes() {
        Map<String, Optional<?>> all = Map.of(
                "HttpTokens", httpTokens,
                "HttpPutResponseHopLimit", httpPutResponseHopLimit,
                "HttpEndpoint", httpEndpoint,
                "HttpProtocolIpv6", httpProtocolIpv6,
                "InstanceMetadataTags", instanceMetadataTags);
        Map<String, String> wanted = new TreeMap<>();
        all.forEach((name, value) -> value.ifPresent(it -> wanted.put(name, it.toString())));
        return wanted;
    }

    /// Tags whose keys are to be paths of the metadata service must be fit for that.
    ///
    /// @throws Fault that names the first key that is not
    static void requireTagsFit(List<Tag> tags) {
        for (Tag tag : tags) {
            if (!tag.key().startsWith("aws:") && !isPathSegment(tag.key())) {
                throw Ec2Fault.INVALID_PARAMETER_VALUE.because("'" + tag.key()
                        + "' is not a valid tag key. Tag keys must match pattern ([0-9a-zA-Z\\\\-_+=,.@:]{1,255}),"
                        + " and must not be a reserved name ('.', '..', '_index')");
            }
        }
    }

    private static boolean isPathSegment(String key) {
        return !RESERVED.contains(key)
                && key.chars()
                        .allMatch(c -> (c >= '0' && c <= '9')
                                || (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || "-_+=,.@:".indexOf(c) >= 0);
    }
}
