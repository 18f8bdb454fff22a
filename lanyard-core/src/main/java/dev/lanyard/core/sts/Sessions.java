// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.core.shared.Tag;
import dev.lanyard.core.sts.Claims.Kind;
import dev.lanyard.core.sts.Claims.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Hands out temporary credentials.
public final class Sessions {
    private final SessionTokens tokens;
    private final Ids ids;

    public Sessions(SessionTokens tokens, Ids ids) {
        this.tokens = tokens;
        this.ids = ids;
    }

    /// Temporary credentials as STS answers them.
    public record Credentials(String accessKeyId, String secretAccessKey, String sessionToken, Instant expiration) {
        /// Leaves out the secrets, so that no log can show them.
        @Override
        public String toString() {
            return "Credentials[" + accessKeyId + ", until " + expiration + ']';
        }
    }

    /// A session about to begin.
    ///
    /// @param principal the unique id of the role or user; empty for the root of the account
    public record Draft(
            Kind kind,
            AccountId account,
            String principal,
            String name,
            List<Tag> tags,
            List<String> transitiveKeys,
            Optional<String> sourceIdentity,
            Optional<Limits> limits,
            Map<String, String> keys) {

        static Draft of(Kind kind, AccountId account, String principal, String name) {
            return new Draft(
                    kind, account, principal, name, List.of(), List.of(), Optional.empty(), Optional.empty(), Map.of());
        }

        Draft limitedTo(Optional<Limits> policies) {
            return new Draft(kind, account, principal, name, tags, transitiveKeys, sourceIdentity, policies, keys);
        }

        Draft with(List<Tag> sessionTags, List<String> transitive, Optional<String> identity) {
            return new Draft(kind, account, principal, name, sessionTags, transitive, identity, limits, keys);
        }

        Draft with(Map<String, String> conditionKeys) {
            return new Draft(
                    kind, account, principal, name, tags, transitiveKeys, sourceIdentity, limits, conditionKeys);
        }
    }

    public Credentials begin(Draft session, Duration lifetime, Instant now) {
        Instant issued = now.truncatedTo(ChronoUnit.SECONDS);
        Claims claims = new Claims(
                session.kind(),
                ids.unique("ASIA", session.account(), 20),
                session.account(),
                session.principal(),
                session.name(),
                issued,
                issued.plus(lifetime),
                session.tags(),
                session.transitiveKeys(),
                session.sourceIdentity(),
                session.limits(),
                session.keys());
        String token = tokens.write(claims);
        return new Credentials(claims.accessKeyId(), tokens.secretOf(token), token, claims.expires());
    }
}
