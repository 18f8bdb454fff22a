// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamFault.DELETE_CONFLICT;
import static dev.lanyard.core.iam.IamFault.ENTITY_ALREADY_EXISTS;
import static dev.lanyard.core.iam.IamFault.INVALID_INPUT;
import static dev.lanyard.core.iam.IamFault.LIMIT_EXCEEDED;
import static dev.lanyard.core.iam.IamFault.MALFORMED_POLICY_DOCUMENT;
import static dev.lanyard.core.iam.IamFault.NO_SUCH_ENTITY;
import static dev.lanyard.core.iam.IamService.IAM;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.core.iam.IamViews.PolicyView;
import dev.lanyard.core.iam.ManagedPolicy.Usage;
import dev.lanyard.core.iam.ManagedPolicy.Version;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.core.shared.Page;
import dev.lanyard.core.shared.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Managed policies: create, read, list, delete.
final class ManagedPolicyApi implements ApiSection {
    private final ManagedPolicyStore store;
    private final IamPolicies policies;
    private final IamPermissions permissions;
    private final IamQuotas quotas;
    private final Ids ids;

    ManagedPolicyApi(
            ManagedPolicyStore store, IamPolicies policies, IamPermissions permissions, IamQuotas quotas, Ids ids) {
        this.store = store;
        this.policies = policies;
        this.permissions = permissions;
        this.quotas = quotas;
        this.ids = ids;
    }

    record CreatePolicy(
            PolicyName policyName,
            Optional<IamPath> path,
            String policyDocument,
            Optional<String> description,
            Optional<List<Tag>> tags) {}

    record Named(String policyArn) {}

    record Shown(PolicyView policy) {}

    enum Scope {
        ALL("All"),
        AWS("AWS"),
        LOCAL("Local");

        private final String text;

        Scope(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    record ListPolicies(
            Optional<Scope> scope,
            Optional<Boolean> onlyAttached,
            Optional<IamPath> pathPrefix,
            Optional<PolicyUsageFilter> policyUsageFilter,
            Optional<Integer> maxItems,
            Optional<String> marker) {
        String query() {
            return "ListPolicies" + scope + onlyAttached + pathPrefix + policyUsageFilter;
        }
    }

    record Policies(List<PolicyView> policies, boolean isTruncated, Optional<String> marker) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                IAM.write("CreatePolicy", CreatePolicy.class, Shown.class, this::create)
                        .guardedBy((in, call) -> permissions.toCreatePolicy(
                                in.policyName(), in.path().orElse(IamPath.ROOT), in.tags(), call))
                        .faults(ENTITY_ALREADY_EXISTS, LIMIT_EXCEEDED, INVALID_INPUT, MALFORMED_POLICY_DOCUMENT),
                IAM.read("GetPolicy", Named.class, Shown.class, this::get)
                        .guardedBy((in, call) -> permissions.onPolicy("iam:GetPolicy", in.policyArn(), call))
                        .faults(NO_SUCH_ENTITY),
                IAM.read("ListPolicies", ListPolicies.class, Policies.class, this::list)
                        .guardedBy((in, call) -> List.of(Permission.onAll("iam:ListPolicies")
                                .shownAs("policy path " + in.pathPrefix().orElse(IamPath.ROOT)))),
                IAM.write("DeletePolicy", Named.class, Nothing.class, this::delete)
                        .guardedBy((in, call) -> permissions.onPolicy("iam:DeletePolicy", in.policyArn(), call))
                        .faults(NO_SUCH_ENTITY, DELETE_CONFLICT));
    }

    private Shown create(CreatePolicy in, Call call) {
        List<Tag> tags = IamTags.OF_RESOURCES.merge(List.of(), in.tags().orElse(List.of()), quotas);
        policies.checkDocument(in.policyDocument());
        IamPath path = in.path().orElse(IamPath.ROOT);
        ManagedPolicy policy = new ManagedPolicy(
                ManagedPolicy.arn(call.account(), path, in.policyName()),
                in.policyName(),
                path,
                ids.unique("ANPA", call.account(), 21),
                call.now(),
                call.now(),
                in.description(),
                tags,
                1,
                1,
                true);
        if (!store.insert(call.account(), policy, new Version(1, call.now(), in.policyDocument()))) {
            throw ENTITY_ALREADY_EXISTS.because(
                    "A policy called " + in.policyName() + " already exists. Duplicate names are not allowed.");
        }
        if (store.count(call.account()) > quotas.policies()) {
            throw LIMIT_EXCEEDED.because("Cannot exceed quota for PoliciesPerAccount: " + quotas.policies());
        }
        return new Shown(PolicyView.of(policy, Usage.NONE, Optional.empty(), IamViews.unlessEmpty(tags)));
    }

    private Shown get(Named in, Call call) {
        ManagedPolicy policy = policies.find(in.policyArn(), call);
        Usage usage = store.usage(call.account(), policy.arn());
        return new Shown(PolicyView.of(policy, usage, policy.description(), Optional.of(policy.tags())));
    }

    private Policies list(ListPolicies in, Call call) {
        Map<String, Usage> usages = store.usages(call.account());
        List<ManagedPolicy> wanted = policies.all(in.scope().orElse(Scope.ALL), in.pathPrefix(), call).stream()
                .filter(policy -> isWanted(in, usages.getOrDefault(policy.arn().toString(), Usage.NONE)))
                .toList();
        Page<PolicyView> page = new IamPaging(in.maxItems(), in.marker())
                .part(in.query(), call, wanted, ManagedPolicies::position)
                .map(policy -> PolicyView.of(
                        policy,
                        usages.getOrDefault(policy.arn().toString(), Usage.NONE),
                        Optional.empty(),
                        Optional.empty()));
        return new Policies(page.items(), page.next().isPresent(), page.next());
    }

    private static boolean isWanted(ListPolicies in, Usage usage) {
        boolean used = in.policyUsageFilter()
                .map(filter -> filter == PolicyUsageFilter.BOUNDARY ? usage.boundaries() > 0 : usage.attachments() > 0)
                .orElse(true);
        return used && (!in.onlyAttached().orElse(false) || usage.attachments() + usage.boundaries() > 0);
    }

    private Nothing delete(Named in, Call call) {
        ManagedPolicy policy = policies.own(in.policyArn(), "iam:DeletePolicy", call);
        if (!store.usage(call.account(), policy.arn()).equals(Usage.NONE)) {
            throw DELETE_CONFLICT.because("Cannot delete a policy attached to entities.");
        }
        if (store.versions(call.account(), policy.name()).size() > 1) {
            throw DELETE_CONFLICT.because(
                    "This policy has more than one version. Before you delete a policy, you must delete the policy's"
                            + " versions. The default version is deleted with the policy.");
        }
        store.delete(call.account(), policy.name());
        return NOTHING;
    }
}
