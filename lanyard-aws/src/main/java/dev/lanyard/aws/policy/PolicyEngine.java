// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import dev.lanyard.aws.arn.Arn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// AWS's evaluation of all policies that speak about a request: a deny anywhere wins; else the identity policies, the
/// boundary and the session policies must each allow it; what a resource's policy says to the caller by name can
/// stand in for them.
public final class PolicyEngine {
    private final Evaluation evaluation;
    private final Optional<NamedPolicy> resourcePolicy;
    private final PolicyType resourceType;
    private final Grant identity;
    private final Grant boundary;
    private final Grant session;
    private final Grant resource;

    private PolicyEngine(Request request, PolicySets sets, boolean explained) {
        evaluation = new Evaluation(request, explained);
        boolean isRoot = request.principal().kind() == Principal.Kind.ROOT;
        identity = isRoot ? Grant.DIRECT : scan(PolicyType.IDENTITY, sets.identity());
        boundary = isRoot || sets.boundary().isEmpty()
                ? Grant.DIRECT
                : scan(PolicyType.PERMISSIONS_BOUNDARY, sets.boundary().get());
        session = sets.session().isEmpty()
                ? Grant.DIRECT
                : scan(PolicyType.SESSION, sets.session().get());
        resourceType = sets.trust().isPresent() ? PolicyType.ROLE_TRUST : PolicyType.RESOURCE;
        resourcePolicy = sets.trust().isPresent() ? sets.trust() : sets.resource();
        resource = resourcePolicy.isEmpty() ? Grant.NONE : scan(resourceType, resourcePolicy.get());
    }

    /// The decision alone, as fast as it can be had.
    public static Decision evaluate(Request request, PolicySets sets) {
        return new PolicyEngine(request, sets, false).decide();
    }

    /// The same decision with every statement that matched.
    public static Explanation explain(Request request, PolicySets sets) {
        PolicyEngine engine = new PolicyEngine(request, sets, true);
        return new Explanation(
                engine.decide(),
                engine.evaluation.matched(),
                engine.evaluation.missing(),
                sets.boundary().map(_ -> engine.boundary.isAllowed()));
    }

    /// What a role's trust policy alone says to the caller, as when EC2 fetches credentials for an instance.
    public static Grant trust(Request request, CompiledPolicy policy) {
        return policy.scan(new Evaluation(request, false), PolicyType.ROLE_TRUST, "", Grant.NONE);
    }

    /// What every statement of every policy says to the request, for whoever wonders about a decision. Decides nothing.
    public static List<Verdict> verdicts(Request request, PolicySets sets) {
        List<Verdict> all = new ArrayList<>();
        Evaluation evaluation = new Evaluation(request, false);
        add(all, evaluation, PolicyType.IDENTITY, sets.identity());
        add(
                all,
                evaluation,
                PolicyType.PERMISSIONS_BOUNDARY,
                sets.boundary().stream().toList());
        add(all, evaluation, PolicyType.SESSION, sets.session().orElse(List.of()));
        add(all, evaluation, PolicyType.RESOURCE, sets.resource().stream().toList());
        add(all, evaluation, PolicyType.ROLE_TRUST, sets.trust().stream().toList());
        return List.copyOf(all);
    }

    private static void add(List<Verdict> all, Evaluation evaluation, PolicyType type, List<NamedPolicy> policies) {
        policies.forEach(policy -> all.addAll(policy.policy().verdicts(evaluation, type, policy.name())));
    }

    private Grant scan(PolicyType type, NamedPolicy policy) {
        return policy.policy().scan(evaluation, type, policy.name(), Grant.NONE);
    }

    /// What policies say together: their union.
    private Grant scan(PolicyType type, List<NamedPolicy> policies) {
        Grant grant = Grant.NONE;
        for (int i = 0; i < policies.size(); i++) {
            NamedPolicy policy = policies.get(i);
            grant = policy.policy().scan(evaluation, type, policy.name(), grant);
            if (grant == Grant.DENIED && !evaluation.isExplained()) {
                return grant;
            }
        }
        return grant;
    }

    private Decision decide() {
        PolicyType denying = first(Grant.DENIED);
        if (denying == null && resource == Grant.DENIED) {
            denying = resourceType;
        }
        if (denying != null) {
            return new Decision.ExplicitDeny(denying);
        }
        PolicyType missing = resourcePolicy.isEmpty() ? first(Grant.NONE) : missingBesideResource();
        return missing == null ? new Decision.Allowed() : new Decision.ImplicitDeny(missing);
    }

    private PolicyType first(Grant grant) {
        return identity == grant
                ? PolicyType.IDENTITY
                : boundary == grant ? PolicyType.PERMISSIONS_BOUNDARY : session == grant ? PolicyType.SESSION : null;
    }

    /// The first type of policy that had to allow the request and did not, when the resource has a policy of its own.
    private PolicyType missingBesideResource() {
        Principal caller = evaluation.principal;
        boolean home = isHome(caller);
        // Only its trust policy admits to a role. Other resources of one's own account open to identity policies too.
        if (resource == Grant.NONE && (resourceType == PolicyType.ROLE_TRUST || !home)) {
            return resourceType;
        }
        if (!caller.kind().hasAccount()) {
            return null;
        }
        if (!home || resource == Grant.NONE || resource == Grant.VIA_ACCOUNT) {
            return first(Grant.NONE);
        }
        if (resource == Grant.DIRECT) {
            return null;
        }
        return boundary == Grant.NONE
                ? PolicyType.PERMISSIONS_BOUNDARY
                : session == Grant.NONE ? PolicyType.SESSION : null;
    }

    /// Whether the resource belongs to the caller's account.
    private boolean isHome(Principal caller) {
        if (!caller.kind().hasAccount()) {
            return false;
        }
        String account = Arn.parse(evaluation.resource)
                .map(Arn::account)
                .filter(named -> !named.isEmpty())
                .orElse(evaluation.owner);
        return account.isEmpty() || account.equals(caller.account());
    }
}
