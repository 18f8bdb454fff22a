// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.authz;

import dev.lanyard.aws.arn.Region;
import dev.lanyard.aws.policy.Context;
import dev.lanyard.core.op.Origin;
import java.time.Instant;
import java.util.List;

/// The condition keys that AWS fills for every request, whoever makes it and whichever policy asks.
final class GlobalKeys {
    private GlobalKeys() {}

    static Context of(Instant now, Region region) {
        return new Context()
                .putLazily("aws:CurrentTime", () -> List.of(now.toString()))
                .putLazily("aws:EpochTime", () -> List.of(Long.toString(now.getEpochSecond())))
                .put("aws:RequestedRegion", region.value())
                .put("aws:ViaAWSService", "false");
    }

    /// The same for a request that came over the network.
    static Context of(Instant now, Region region, Origin origin) {
        Context context = of(now, region)
                .put("aws:SourceIp", origin.address())
                .put("aws:SecureTransport", origin.secure() ? "true" : "false");
        origin.userAgent().ifPresent(agent -> context.put("aws:UserAgent", agent));
        origin.referer().ifPresent(page -> context.put("aws:Referer", page));
        return context;
    }
}
