// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Region;
import java.time.Instant;

/// The circumstances of one request, the same for everything that happens because of it.
///
/// @param region the region of the credential scope
/// @param now the time at which the request is judged and answered
/// @param id the request id that the answer carries
public record Call(Caller caller, Region region, Instant now, String id, Origin origin) {
    public AccountId account() {
        return caller.account();
    }
}
