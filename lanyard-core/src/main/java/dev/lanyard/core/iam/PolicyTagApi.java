// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamFault.INVALID_INPUT;
import static dev.lanyard.core.iam.IamFault.LIMIT_EXCEEDED;
import static dev.lanyard.core.iam.IamFault.NO_SUCH_ENTITY;
import static dev.lanyard.core.iam.IamService.IAM;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import dev.lanyard.core.shared.Page;
import dev.lanyard.core.shared.Tag;
import java.util.List;
import java.util.Optional;

/// Tags of managed policies.
final class PolicyTagApi implements ApiSection {
    private final ManagedPolicyStore store;
    private final IamPolicies policies;
    private final IamPermissions permissions;
    private final IamQuotas quotas;

    PolicyTagApi(ManagedPolicyStore store, IamPolicies policies, IamPermissions permissions, IamQuotas quotas) {
        this.store = store;
        this.policies = policies;
        this.permissions = permissions;
        this.quotas = quotas;
    }

    record TagPolicy(String policyArn, List<Tag> tags) {}

    record UntagPolicy(String policyArn, List<String> tagKeys) {}

    record ListPolicyTags(String policyArn, Optional<Integer> maxItems, Optional<String> marker) {}

    record Tags(List<Tag> tags, boolean isTruncated, Optional<String> marker) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                IAM.write("TagPolicy", TagPolicy.class, Nothing.class, this::tag)
                        .guardedBy((in, call) -> permissions.toTagPolicy(in.policyArn(), in.tags(), call))
                        .faults(NO_SUCH_ENTITY, INVALID_INPUT, LIMIT_EXCEEDED),
                IAM.write("UntagPolicy", UntagPolicy.class, Nothing.class, this::untag)
                        .guardedBy((in, call) -> permissions.toUntagPolicy(in.policyArn(), in.tagKeys(), call))
                        .faults(NO_SUCH_ENTITY),
                IAM.read("ListPolicyTags", ListPolicyTags.class, Tags.class, this::list)
                        .guardedBy((in, call) -> permissions.onPolicy("iam:ListPolicyTags", in.policyArn(), call))
                        .faults(NO_SUCH_ENTITY));
    }

    private Nothing tag(TagPolicy in, Call call) {
        ManagedPolicy policy = policies.own(in.policyArn(), "iam:TagPolicy", call);
        List<Tag> tags = IamTags.OF_RESOURCES.merge(policy.tags(), in.tags(), quotas);
        store.update(call.account(), policy.withTags(tags));
        return NOTHING;
    }

    private Nothing untag(UntagPolicy in, Call call) {
        ManagedPolicy policy = policies.own(in.policyArn(), "iam:UntagPolicy", call);
        List<Tag> tags = IamTags.OF_RESOURCES.without(policy.tags(), in.tagKeys());
        store.update(call.account(), policy.withTags(tags));
        return NOTHING;
    }

    private Tags list(ListPolicyTags in, Call call) {
        ManagedPolicy policy = policies.find(in.policyArn(), call);
        Page<Tag> page = new IamPaging(in.maxItems(), in.marker())
                .part("ListPolicyTags" + policy.id(), call, policy.tags(), Tag::key);
        return new Tags(page.items(), page.next().isPresent(), page.next());
    }
}
