// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import static dev.lanyard.core.sts.StsFault.ACCESS_DENIED;
import static dev.lanyard.core.sts.StsFault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.sts.StsFault.MALFORMED_POLICY_DOCUMENT;
import static dev.lanyard.core.sts.StsFault.PACKED_POLICY_TOO_LARGE;
import static dev.lanyard.core.sts.StsService.STS;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.authz.Identities;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Tag;
import dev.lanyard.core.sts.Claims.Kind;
import dev.lanyard.core.sts.Claims.Limits;
import dev.lanyard.core.sts.SessionPolicies.Packed;
import dev.lanyard.core.sts.SessionPolicies.PolicyDescriptor;
import dev.lanyard.core.sts.Sessions.Credentials;
import dev.lanyard.core.sts.Sessions.Draft;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Temporary credentials of users and roots, for themselves or for somebody whom they vouch for. Only long-term keys
/// get them.
public final class SessionTokenApi implements ApiSection {
    private static final int DEFAULT_SECONDS = 43_200;
    private static final int MOST_ROOT_SECONDS = 3_600;

    private final Sessions sessions;
    private final SessionPolicies policies;

    public SessionTokenApi(Identities identities, Sessions sessions) {
        this.sessions = sessions;
        this.policies = new SessionPolicies(identities);
    }

    record GetSessionToken(
            Optional<Integer> durationSeconds, Optional<String> serialNumber, Optional<String> tokenCode) {}

    record SessionToken(Credentials credentials) {}

    record GetFederationToken(
            String name,
            Optional<String> policy,
            List<PolicyDescriptor> policyArns,
            Optional<Integer> durationSeconds,
            List<Tag> tags) {}

    record FederatedUser(String federatedUserId, Arn arn) {}

    record FederationToken(Credentials credentials, FederatedUser federatedUser, int packedPolicySize) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                STS.read("GetSessionToken", GetSessionToken.class, SessionToken.class, this::sessionToken)
                        .guardedBy((_, call) -> {
                            requireLongTermKey("GetSessionToken", call);
                            return List.of(
                                    Permission.onAll("sts:GetSessionToken").unlessDenied());
                        }),
                STS.read("GetFederationToken", GetFederationToken.class, FederationToken.class, this::federationToken)
                        .guardedBy(SessionTokenApi::neededToFederate)
                        .faults(INVALID_PARAMETER_VALUE, MALFORMED_POLICY_DOCUMENT, PACKED_POLICY_TOO_LARGE));
    }

    private static List<Permission> neededToFederate(GetFederationToken in, Call call) {
        requireLongTermKey("GetFederationToken", call);
        Permission permission = Permission.on("sts:GetFederationToken", federatedArn(in.name(), call));
        for (Tag tag : in.tags()) {
            permission = permission.with("aws:RequestTag/" + tag.key(), tag.value());
        }
        List<Permission> needed = new ArrayList<>();
        needed.add(
                permission.with("aws:TagKeys", in.tags().stream().map(Tag::key).toList()));
        if (!in.tags().isEmpty()) {
            Permission all = needed.getFirst();
            needed.add(new Permission("sts:TagSession", all.resource(), all.shown(), all.keys()));
        }
        return needed;
    }

    private SessionToken sessionToken(GetSessionToken in, Call call) {
        requireLongTermKey("GetSessionToken", call);
        OneTimeCodes.refuse(in.serialNumber(), in.tokenCode());
        Draft draft = Draft.of(Kind.SESSION_TOKEN, call.account(), principal(call.caller()), "");
        return new SessionToken(sessions.begin(draft, lifetime(in.durationSeconds(), call), call.now()));
    }

    private FederationToken federationToken(GetFederationToken in, Call call) {
        requireLongTermKey("GetFederationToken", call);
        SessionTags tags = SessionTags.of(in.tags(), List.of(), call.caller());
        Packed packed = policies.pack(call.account(), in.policy(), in.policyArns(), in.tags());
        Draft draft = Draft.of(Kind.FEDERATED_USER, call.account(), principal(call.caller()), in.name())
                .with(tags.all(), List.of(), Optional.empty())
                .limitedTo(Optional.of(packed.limits().orElse(Limits.NOTHING)));
        return new FederationToken(
                sessions.begin(draft, lifetime(in.durationSeconds(), call), call.now()),
                new FederatedUser(call.account().value() + ':' + in.name(), federatedArn(in.name(), call)),
                packed.percent().orElse(0));
    }

    private static Arn federatedArn(String name, Call call) {
        return new Arn("aws", "sts", "", call.account().value(), "federated-user/" + name);
    }

    private static Duration lifetime(Optional<Integer> asked, Call call) {
        int seconds = asked.orElse(DEFAULT_SECONDS);
        boolean isRoot = call.caller() instanceof Caller.Root;
        return Duration.ofSeconds(isRoot ? Math.min(seconds, MOST_ROOT_SECONDS) : seconds);
    }

    private static void requireLongTermKey(String operation, Call call) {
        if (call.caller().session().isPresent()) {
            throw ACCESS_DENIED.because("Cannot call " + operation + " with session credentials");
        }
    }

    private static String principal(Caller caller) {
        return caller instanceof Caller.User user ? user.user().id() : "";
    }
}
