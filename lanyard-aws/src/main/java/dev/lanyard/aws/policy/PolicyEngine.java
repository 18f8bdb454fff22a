// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.text.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// AWS's evaluation of all policies that speak about a request: a deny anywhere wins; else the identity policies, the
/// boundary and the session policies must each allow it; what a resource's policy says to the caller by name can
/// stand in for them.
public final class PolicyEngine {
    /// What the policies that bind a caller may take for one request: thousands of times what they do take, and about a
    /// tenth of a second.
    public static final long MOST_WORK = 30_000_000;

    private final Evaluation evaluation;
    private final Optional<NamedPolicy> resourcePolicy;
    private final PolicyType resourceType;
    private final Grant identity;
    private final Grant boundary;
    private final Grant session;
    private final Grant resource;

    private PolicyEngine(Request request, PolicySets sets, boolean explained, Work work) {
        evaluation = new Evaluation(request, explained, work);
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
        return evaluate(request, sets, new Work(MOST_WORK));
    }

    /// The same, within what is left of a larger piece of work. Nothing is allowed by policies that are too much work.
    public static Decision evaluate(Request request, PolicySets sets, Work work) {
        try {
            return new PolicyEngine(request, sets, false, work).decide();
        } catch (Work.Exceeded _) {
            return new Decision.ExplicitDeny(PolicyType.IDENTITY);
        }
    }

    /// The same decision with every statement that matched.
    ///
    /// @throws Work.Exceeded when the policies are too much work
    public static Explanation explain(Request request, PolicySets sets, Work work) {
        PolicyEngine engine = new PolicyEngine(request, sets, true, work);
        return new Explanation(
                engine.decide(),
                engine.evaluation.matched(),
                engine.evaluation.missing(),
                sets.boundary().map(_ -> engine.boundary.isAllowed()));
    }

    /// What a role's trust policy alone says to the caller, as when EC2 fetches credentials for an instance.
    public static Grant trust(Request request, CompiledPolicy policy) {
        try {
            Evaluation evaluation = new Evaluation(request, false, new Work(MOST_WORK));
            return policy.scan(evaluation, PolicyType.ROLE_TRUST, "", Grant.NONE);
        } catch (Work.Exceeded _) {
            return Grant.DENIED;
        }
    }

    /// What every statement of every policy says to the request, for whoever wonders about a decision. Decides nothing,
    /// and ends where the policies are too much work.
    public static List<Verdict> verdicts(Request request, PolicySets sets) {
        List<Verdict> all = new ArrayList<>();
        Evaluation evaluation = new Evaluation(request, false, new Work(MOST_WORK));
        try {
            add(all, evaluation, PolicyType.IDENTITY, sets.identity());
            add(
                    all,
                    evaluation,
                    PolicyType.PERMISSIONS_BOUNDARY,
                    sets.boundary().stream().toList());
            add(all, evaluation, PolicyType.SESSION, sets.session().orElse(List.of()));
            add(all, evaluation, PolicyType.RESOURCE, sets.resource().stream().toList());
            add(all, evaluation, PolicyType.ROLE_TRUST, sets.trust().stream().toList());
        } catch (Work.Exceeded _) {
            return List.copyOf(all);
        }
        return List.copyOf(all);
    }

    private static void add(List<Verdict> all, Evaluation evaluation, PolicyType type, List<NamedPolicy> policies) {
        policies.forEach(policy -> policy.policy().verdicts(evaluation, type, policy.name(), all::add));
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
