// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.policy.NamedPolicy;
import dev.lanyard.aws.sigv4.Credentials;
import dev.lanyard.core.authz.Identities;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.op.Session;
import dev.lanyard.core.shared.Recent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Knows whom an access key stands for: long-term keys by looking them up, temporary ones by their session token alone.
/// A session lives only as long as the role or user that it acts for.
public final class SessionCredentials implements Credentials<Caller> {
    private static final int KEPT_TOKENS = 2_000;
    /// As GetSessionToken and GetFederationToken give at most.
    private static final Duration LONGEST = Duration.ofHours(36);
    /// By how much the clocks of two nodes may differ.
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final LongTermKeys keys;
    private final SessionTokens tokens;
    private final Identities identities;
    private final InstantSource clock;
    /// Sessions by their tokens, since a session signs many requests and opening a token takes time.
    private final Recent<String, Opened> opened = new Recent<>(KEPT_TOKENS);

    private record Opened(Claims claims, String secret, Session facts) {}

    public SessionCredentials(LongTermKeys keys, SessionTokens tokens, Identities identities, InstantSource clock) {
        this.keys = keys;
        this.tokens = tokens;
        this.identities = identities;
        this.clock = clock;
    }

    @Override
    public Outcome<Caller> lookUp(String accessKeyId, Optional<String> sessionToken) {
        return sessionToken.isPresent() ? ofToken(accessKeyId, sessionToken.get()) : ofKey(accessKeyId);
    }

    /// Forgets the tokens seen so far, because the key that they were sealed with is gone.
    public void forget() {
        opened.clear();
    }

    private Outcome<Caller> ofKey(String accessKeyId) {
        Optional<LongTermKeys.Key> found = keys.find(accessKeyId);
        if (found.isEmpty()) {
            return new Unknown<>();
        }
        LongTermKeys.Key key = found.get();
        return principal(key.account(), key.userId().orElse(""))
                .<Outcome<Caller>>map(caller -> new Found<>(key.secret(), caller))
                .orElseGet(Unknown::new);
    }

    private Outcome<Caller> ofToken(String accessKeyId, String token) {
        Opened session = opened.get(token);
        if (session == null) {
            Optional<Claims> claims = tokens.read(token);
            if (claims.isEmpty()) {
                return new Unknown<>();
            }
            session = open(claims.get(), token);
            opened.put(token, session);
        }
        Instant now = clock.instant();
        if (!session.claims().accessKeyId().equals(accessKeyId) || !isOfSts(session.claims(), now)) {
            return new Unknown<>();
        }
        if (!now.isBefore(session.claims().expires())) {
            return new Expired<>();
        }
        String secret = session.secret();
        return caller(session.claims(), session.facts())
                .<Outcome<Caller>>map(caller -> new Found<>(secret, caller))
                .orElseGet(Unknown::new);
    }

    /// Whether STS gives such sessions. The seal alone does not say so: whoever saw the master key can make it.
    private static boolean isOfSts(Claims claims, Instant now) {
        return !claims.issued().isAfter(now.plus(CLOCK_SKEW))
                && !claims.expires().isAfter(claims.issued().plus(LONGEST));
    }

    private Opened open(Claims claims, String token) {
        Optional<List<NamedPolicy>> inline = claims.limits()
                .map(limits -> limits.policy().stream()
                        .map(text -> identities.compile("", text))
                        .toList());
        Session facts = new Session(
                claims.accessKeyId(),
                claims.name(),
                claims.issued(),
                claims.expires(),
                claims.tags(),
                claims.transitiveKeys(),
                claims.sourceIdentity(),
                inline,
                claims.keys());
        return new Opened(claims, tokens.secretOf(token), facts);
    }

    private Optional<Caller> caller(Claims claims, Session inline) {
        Session facts = withManagedPolicies(claims, inline);
        return switch (claims.kind()) {
            case ROLE ->
                identities
                        .find(claims.account(), claims.principal())
                        .map(role -> new Caller.RoleSession(claims.account(), role, facts));
            case FEDERATED_USER ->
                principal(claims.account(), claims.principal()).map(user -> new Caller.FederatedUser(user, facts));
            case SESSION_TOKEN ->
                principal(claims.account(), claims.principal()).map(user -> new Caller.TokenBearer(user, facts));
        };
    }

    private Optional<Caller> principal(AccountId account, String userId) {
        return userId.isEmpty()
                ? Optional.of(new Caller.Root(account))
                : identities.find(account, userId).map(user -> new Caller.User(account, user));
    }

    /// Managed policies are looked at anew for each call, since they may have another default version by now.
    private Session withManagedPolicies(Claims claims, Session facts) {
        List<String> arns = claims.limits().map(Claims.Limits::policyArns).orElse(List.of());
        if (arns.isEmpty()) {
            return facts;
        }
        List<NamedPolicy> all = new ArrayList<>(facts.policies().orElseThrow());
        for (String arn : arns) {
            Arn.parse(arn)
                    .flatMap(it -> identities.managedPolicy(claims.account(), it))
                    .ifPresent(all::add);
        }
        return facts.limitedTo(all);
    }
}
