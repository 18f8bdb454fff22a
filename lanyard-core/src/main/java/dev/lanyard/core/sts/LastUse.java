// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import dev.lanyard.aws.arn.AccountId;
import java.time.Instant;

/// Where it is noted when keys and roles were last used. IAM shows it with the precision of a minute, so that nobody
/// is told twice in a minute. Every request comes by here, so to note must not wait for a database and never fail.
public interface LastUse {
    void ofKey(AccountId account, String accessKeyId, Instant at, String service, String region);

    void ofRole(AccountId account, String roleId, Instant at, String region);
}
