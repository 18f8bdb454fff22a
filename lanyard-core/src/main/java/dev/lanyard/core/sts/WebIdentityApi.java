// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import static dev.lanyard.core.sts.StsFault.ACCESS_DENIED;
import static dev.lanyard.core.sts.StsFault.EXPIRED_IDENTITY_TOKEN;
import static dev.lanyard.core.sts.StsFault.IDP_COMMUNICATION_ERROR;
import static dev.lanyard.core.sts.StsFault.INVALID_IDENTITY_TOKEN;
import static dev.lanyard.core.sts.StsFault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.sts.StsFault.MALFORMED_POLICY_DOCUMENT;
import static dev.lanyard.core.sts.StsFault.PACKED_POLICY_TOO_LARGE;
import static dev.lanyard.core.sts.StsFault.VALIDATION_ERROR;
import static dev.lanyard.core.sts.StsService.STS;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.authz.Identities;
import dev.lanyard.core.authz.TrustJudge;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Audience;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.sts.AssumeRoleApi.AssumedRoleUser;
import dev.lanyard.core.sts.Claims.Kind;
import dev.lanyard.core.sts.RoleDirectory.AssumableRole;
import dev.lanyard.core.sts.SessionPolicies.Packed;
import dev.lanyard.core.sts.SessionPolicies.PolicyDescriptor;
import dev.lanyard.core.sts.Sessions.Credentials;
import dev.lanyard.core.sts.Sessions.Draft;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jose4j.jwk.PublicJsonWebKey;

/// Becoming a role with the token of an identity provider in place of a signature.
public final class WebIdentityApi implements ApiSection {
    private static final int DEFAULT_SECONDS = 3_600;
    /// By how much the clock of an issuer may be ahead.
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private final RoleDirectory roles;
    private final ProviderDirectory providers;
    private final IssuerKeys issuers;
    private final Identities identities;
    private final Sessions sessions;
    private final SessionPolicies policies;

    public WebIdentityApi(
            RoleDirectory roles,
            ProviderDirectory providers,
            IssuerKeys issuers,
            Identities identities,
            Sessions sessions) {
        this.roles = roles;
        this.providers = providers;
        this.issuers = issuers;
        this.identities = identities;
        this.sessions = sessions;
        this.policies = new SessionPolicies(identities);
    }

    record AssumeRoleWithWebIdentity(
            String roleArn,
            String roleSessionName,
            String webIdentityToken,
            Optional<String> providerId,
            List<PolicyDescriptor> policyArns,
            Optional<String> policy,
            Optional<Integer> durationSeconds) {}

    record Assumed(
            Credentials credentials,
            String subjectFromWebIdentityToken,
            AssumedRoleUser assumedRoleUser,
            Optional<Integer> packedPolicySize,
            Arn provider,
            String audience,
            Optional<String> sourceIdentity) {}

    /// Whom a token speaks of, which is to be believed only once it is known that its issuer signed it.
    private record Bearer(
            Issuer issuer,
            ProviderDirectory.Provider provider,
            String subject,
            String audience,
            Map<String, String> keys,
            AssertedSession asserted) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(STS.read("AssumeRoleWithWebIdentity", AssumeRoleWithWebIdentity.class, Assumed.class)
                .prepared(this::verification, this::assume)
                .openTo(Audience.UNSIGNED)
                .faults(
                        EXPIRED_IDENTITY_TOKEN,
                        IDP_COMMUNICATION_ERROR,
                        INVALID_IDENTITY_TOKEN,
                        INVALID_PARAMETER_VALUE,
                        MALFORMED_POLICY_DOCUMENT,
                        PACKED_POLICY_TOO_LARGE));
    }

    /// Refuses what needs no keys to be refused. The keys are then fetched where nobody waits for a stranger's server.
    ///
    /// @return the token, once it is known that its issuer has signed it
    private Supplier<IdentityToken> verification(AssumeRoleWithWebIdentity in, Call call) {
        Arn arn = arn(in);
        if (in.providerId().isPresent()) {
            throw INVALID_IDENTITY_TOKEN.because(
                    "Access tokens of " + in.providerId().get()
                            + " cannot be verified here; only OpenID Connect ID tokens can, which need no ProviderId.");
        }
        IdentityToken token = IdentityToken.parse(in.webIdentityToken());
        Bearer bearer = bearer(token, arn, call);
        if (!token.isVerifiable()) {
            throw notSigned();
        }
        return () -> {
            verifySignature(token, bearer.issuer(), call);
            return token;
        };
    }

    private Assumed assume(AssumeRoleWithWebIdentity in, IdentityToken token, Call call) {
        Arn arn = arn(in);
        Bearer bearer = bearer(token, arn, call);
        AssertedSession asserted = bearer.asserted();
        SessionTags tags = SessionTags.of(asserted.tags(), asserted.transitiveKeys(), call.caller());
        AssumableRole role = roles.find(arn)
                .filter(it -> trusts(it, bearer, in, call))
                .orElseThrow(() -> ACCESS_DENIED.because("Not authorized to perform sts:AssumeRoleWithWebIdentity"));
        int seconds = in.durationSeconds().orElse(DEFAULT_SECONDS);
        if (seconds > role.maxSessionDuration()) {
            throw VALIDATION_ERROR.because(
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
        Packed packed = policies.pack(role.account(), in.policy(), in.policyArns(), asserted.tags());
        Draft draft = Draft.of(Kind.ROLE, role.account(), role.id(), in.roleSessionName())
                .with(tags.all(), tags.transitive(), asserted.sourceIdentity())
                .limitedTo(packed.limits())
                .with(bearer.keys());
        return new Assumed(
                sessions.begin(draft, Duration.ofSeconds(seconds), call.now()),
                bearer.subject(),
                new AssumedRoleUser(
                        role.id() + ':' + in.roleSessionName(), Caller.RoleSession.arn(arn, in.roleSessionName())),
                packed.percent(),
                bearer.provider().arn(),
                bearer.audience(),
                asserted.sourceIdentity());
    }

    private boolean trusts(AssumableRole role, Bearer bearer, AssumeRoleWithWebIdentity in, Call call) {
        AssertedSession asserted = bearer.asserted();
        Permission assume = role.permission("sts:AssumeRoleWithWebIdentity", identities);
        for (Map.Entry<String, String> key : bearer.keys().entrySet()) {
            assume = assume.with(key.getKey(), key.getValue());
        }
        return new SessionRequest(
                        in.roleSessionName(), asserted.tags(), asserted.transitiveKeys(), asserted.sourceIdentity())
                .needs(assume).stream()
                        .allMatch(needed ->
                                TrustJudge.admitsBearer(bearer.provider().arn(), needed, call));
    }

    private static Arn arn(AssumeRoleWithWebIdentity in) {
        return Arn.parse(in.roleArn()).orElseThrow(() -> VALIDATION_ERROR.because(in.roleArn() + " is invalid"));
    }

    private Bearer bearer(IdentityToken token, Arn role, Call call) {
        String name = token.required("iss");
        Supplier<RuntimeException> unregistered =
                () -> INVALID_IDENTITY_TOKEN.because("No OpenIDConnect provider found in your account for " + name);
        Issuer issuer = Issuer.parse(name).orElseThrow(unregistered);
        ProviderDirectory.Provider provider = provider(issuer, role).orElseThrow(unregistered);
        String subject = token.required("sub");
        requireCurrent(token, call.now());
        String audience = token.audiences().stream()
                .filter(provider.clientIds()::contains)
                .findFirst()
                .orElseThrow(() -> INVALID_IDENTITY_TOKEN.because("Incorrect token audience"));
        return new Bearer(
                issuer,
                provider,
                subject,
                audience,
                keys(provider, token, subject, audience),
                AssertedSession.of(token.claims()));
    }

    private static void requireCurrent(IdentityToken token, Instant now) {
        Instant expires = token.requiredTime("exp");
        if (!now.isBefore(expires)) {
            throw EXPIRED_IDENTITY_TOKEN.because("Token expired: current date/time "
                    + now.getEpochSecond() + " must be before the expiration date/time "
                    + expires.getEpochSecond());
        }
        for (String claim : List.of("nbf", "iat")) {
            token.time(claim).filter(now.plus(CLOCK_SKEW)::isBefore).ifPresent(begins -> {
                throw INVALID_IDENTITY_TOKEN.because("Token not valid yet: current date/time " + now.getEpochSecond()
                        + " must not be before the date/time " + begins.getEpochSecond());
            });
        }
    }

    private void verifySignature(IdentityToken token, Issuer issuer, Call call) {
        List<PublicJsonWebKey> keys;
        try {
            keys = issuers.of(issuer, token.keyId(), call.now());
        } catch (IssuerKeys.Busy _) {
            throw IDP_COMMUNICATION_ERROR.because("The request could not be fulfilled because the identity provider"
                    + " (IDP) that was asked to verify the incoming identity token could not be reached.");
        }
        if (keys.isEmpty()) {
            throw INVALID_IDENTITY_TOKEN.because("Couldn't retrieve verification key from your identity provider,"
                    + "  please reference AssumeRoleWithWebIdentity documentation for requirements");
        }
        if (keys.stream().noneMatch(token::isSignedWith)) {
            throw notSigned();
        }
    }

    private static RuntimeException notSigned() {
        return INVALID_IDENTITY_TOKEN.because("Provided Token is not signed by its issuer");
    }

    private Optional<ProviderDirectory.Provider> provider(Issuer issuer, Arn role) {
        return AccountId.isValid(role.account())
                ? providers.provider(new AccountId(role.account()), issuer.registered())
                : Optional.empty();
    }

    private static Map<String, String> keys(
            ProviderDirectory.Provider provider, IdentityToken token, String subject, String audience) {
        Map<String, String> keys = new TreeMap<>();
        keys.put("aws:FederatedProvider", provider.arn().toString());
        keys.put(provider.url() + ":aud", audience);
        keys.put(provider.url() + ":sub", subject);
        token.text("amr").ifPresent(value -> keys.put(provider.url() + ":amr", value));
        token.text("azp").ifPresent(value -> keys.put(provider.url() + ":azp", value));
        return Collections.unmodifiableMap(keys);
    }
}
