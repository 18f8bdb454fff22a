// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import static dev.lanyard.core.sts.StsFault.ACCESS_DENIED;
import static dev.lanyard.core.sts.StsFault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.sts.StsFault.MALFORMED_POLICY_DOCUMENT;
import static dev.lanyard.core.sts.StsFault.PACKED_POLICY_TOO_LARGE;
import static dev.lanyard.core.sts.StsFault.VALIDATION_ERROR;
import static dev.lanyard.core.sts.StsService.STS;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.policy.CompiledPolicy;
import dev.lanyard.aws.policy.NamedPolicy;
import dev.lanyard.aws.policy.PolicyDocument;
import dev.lanyard.core.authz.Identities;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.op.Session;
import dev.lanyard.core.shared.Tag;
import dev.lanyard.core.sts.Claims.Kind;
import dev.lanyard.core.sts.RoleDirectory.AssumableRole;
import dev.lanyard.core.sts.SessionPolicies.Packed;
import dev.lanyard.core.sts.SessionPolicies.PolicyDescriptor;
import dev.lanyard.core.sts.Sessions.Credentials;
import dev.lanyard.core.sts.Sessions.Draft;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Becoming a role that trusts the caller.
public final class AssumeRoleApi implements ApiSection {
    private static final int DEFAULT_SECONDS = 3_600;
    private static final int MOST_CHAINED_SECONDS = 3_600;
    /// The trust policy of a role that does not exist: callers cannot tell it from one that distrusts them.
    private static final NamedPolicy TRUSTS_NOBODY =
            new NamedPolicy("", CompiledPolicy.of(new PolicyDocument(Optional.empty(), Optional.empty(), List.of())));

    private final RoleDirectory roles;
    private final Identities identities;
    private final Sessions sessions;
    private final SessionPolicies policies;

    public AssumeRoleApi(RoleDirectory roles, Identities identities, Sessions sessions) {
        this.roles = roles;
        this.identities = identities;
        this.sessions = sessions;
        this.policies = new SessionPolicies(identities);
    }

    record AssumeRole(
            String roleArn,
            String roleSessionName,
            Optional<Integer> durationSeconds,
            Optional<String> policy,
            List<PolicyDescriptor> policyArns,
            List<Tag> tags,
            List<String> transitiveTagKeys,
            Optional<String> externalId,
            Optional<String> serialNumber,
            Optional<String> tokenCode,
            Optional<String> sourceIdentity,
            List<ProvidedContext> providedContexts) {}

    record ProvidedContext(Optional<String> providerArn, Optional<String> contextAssertion) {}

    record AssumedRoleUser(String assumedRoleId, Arn arn) {}

    record Assumed(
            Credentials credentials,
            AssumedRoleUser assumedRoleUser,
            Optional<Integer> packedPolicySize,
            Optional<String> sourceIdentity) {}

    /// What a request comes to once it has been found to be in order.
    private record Plan(
            AssumeRole in,
            Arn arn,
            Optional<AssumableRole> role,
            SessionTags tags,
            Duration lifetime,
            Optional<String> identity) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(STS.read("AssumeRole", AssumeRole.class, Assumed.class)
                .planned(this::plan, (plan, _) -> needed(plan), this::assume)
                .openTo(StsService.ASSUMERS)
                .faults(INVALID_PARAMETER_VALUE, MALFORMED_POLICY_DOCUMENT, PACKED_POLICY_TOO_LARGE));
    }

    private Plan plan(AssumeRole in, Call call) {
        Arn arn = Arn.parse(in.roleArn()).orElseThrow(() -> VALIDATION_ERROR.because(in.roleArn() + " is invalid"));
        SessionTags tags = SessionTags.of(in.tags(), in.transitiveTagKeys(), call.caller());
        Optional<AssumableRole> role = roles.find(arn);
        int seconds = in.durationSeconds().orElse(DEFAULT_SECONDS);
        if (role.isPresent() && seconds > role.get().maxSessionDuration()) {
            throw VALIDATION_ERROR.because(
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
        if (call.caller() instanceof Caller.RoleSession && seconds > MOST_CHAINED_SECONDS) {
            throw VALIDATION_ERROR.because(
                    "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");
        }
        Optional<String> inherited = call.caller().session().flatMap(Session::sourceIdentity);
        return new Plan(in, arn, role, tags, Duration.ofSeconds(seconds), inherited.or(in::sourceIdentity));
    }

    private List<Permission> needed(Plan plan) {
        AssumeRole in = plan.in();
        Permission assume = plan.role()
                .map(role -> role.permission("sts:AssumeRole", identities))
                .orElseGet(() -> Permission.on("sts:AssumeRole", plan.arn()).trustedBy(TRUSTS_NOBODY));
        if (in.externalId().isPresent()) {
            assume = assume.with("sts:ExternalId", in.externalId().get());
        }
        return new SessionRequest(in.roleSessionName(), in.tags(), in.transitiveTagKeys(), plan.identity())
                .needs(assume);
    }

    private Assumed assume(Plan plan, Call call) {
        AssumeRole in = plan.in();
        AssumableRole role = plan.role().orElseThrow(() -> denied("sts:AssumeRole", in, call));
        Optional<String> fixed = call.caller().session().flatMap(Session::sourceIdentity);
        if (fixed.isPresent() && in.sourceIdentity().isPresent() && !fixed.equals(in.sourceIdentity())) {
            throw denied("sts:SetSourceIdentity", in, call);
        }
        OneTimeCodes.refuse(in.serialNumber(), in.tokenCode());
        refuse(in.providedContexts());
        Packed packed = policies.pack(role.account(), in.policy(), in.policyArns(), in.tags());
        Draft draft = Draft.of(Kind.ROLE, role.account(), role.id(), in.roleSessionName())
                .with(plan.tags().all(), plan.tags().transitive(), plan.identity())
                .limitedTo(packed.limits());
        return new Assumed(
                sessions.begin(draft, plan.lifetime(), call.now()),
                new AssumedRoleUser(
                        role.id() + ':' + in.roleSessionName(),
                        Caller.RoleSession.arn(role.arn(), in.roleSessionName())),
                packed.percent(),
                plan.identity());
    }

    /// Identity Center makes context assertions, which is not here: none can be genuine.
    private static void refuse(List<ProvidedContext> contexts) {
        if (!contexts.isEmpty()) {
            throw INVALID_PARAMETER_VALUE.because("The context assertion of "
                    + contexts.getFirst().providerArn().orElse("no provider") + " cannot be verified.");
        }
    }

    private static RuntimeException denied(String action, AssumeRole in, Call call) {
        return ACCESS_DENIED.because("User: " + call.caller().arn() + " is not authorized to perform: " + action
                + " on resource: " + in.roleArn());
    }
}
