// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.shared.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that a session token says of its session; there is no other record of it.
///
/// @param principal the unique id of the role or user that the session acts for; empty for the root of the account
/// @param name of the role session or federated user
/// @param keys further condition keys of every call of the session
public record Claims(
        Kind kind,
        String accessKeyId,
        AccountId account,
        String principal,
        String name,
        Instant issued,
        Instant expires,
        List<Tag> tags,
        List<String> transitiveKeys,
        Optional<String> sourceIdentity,
        Optional<Limits> limits,
        Map<String, String> keys) {

    /// What the session came from.
    public enum Kind {
        ROLE,
        FEDERATED_USER,
        SESSION_TOKEN
    }

    /// The session policies: what a session may do at most.
    ///
    /// @param policyArns managed policies, whose default versions count at the time of each call
    public record Limits(Optional<String> policy, List<String> policyArns) {
        public static final Limits NOTHING = new Limits(Optional.empty(), List.of());
    }
}
