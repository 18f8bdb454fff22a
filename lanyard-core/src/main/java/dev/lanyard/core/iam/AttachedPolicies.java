// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamFault.LIMIT_EXCEEDED;
import static dev.lanyard.core.iam.IamFault.NO_SUCH_ENTITY;
import static dev.lanyard.core.iam.IamFault.POLICY_NOT_ATTACHABLE;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.iam.HolderPolicyStore.Attachment;
import dev.lanyard.core.iam.IamViews.AttachedPolicyView;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.shared.Page;
import java.util.List;
import java.util.Optional;

/// The rules of attaching managed policies, which are the same for roles, users and groups.
final class AttachedPolicies {
    /// The answer of the three lists.
    record Attached(List<AttachedPolicyView> attachedPolicies, boolean isTruncated, Optional<String> marker) {}

    private final HolderPolicyStore store;
    private final ManagedPolicies policies;
    private final IamQuotas quotas;

    AttachedPolicies(HolderPolicyStore store, ManagedPolicies policies, IamQuotas quotas) {
        this.store = store;
        this.policies = policies;
        this.quotas = quotas;
    }

    void attach(PolicyHolder holder, String arn) {
        ManagedPolicy policy = policies.find(holder.account(), ManagedPolicies.arn(arn))
                .orElseThrow(() -> NO_SUCH_ENTITY.because("Policy " + arn + " does not exist or is not attachable."));
        if (!policy.attachable()) {
            throw POLICY_NOT_ATTACHABLE.because("Cannot attach a Service Role Policy to a Customer Role.");
        }
        store.attach(holder, new Attachment(policy.name(), policy.path(), policy.arn()));
        if (store.attachments(holder.account(), holder.id()).size() > quotas.attachedPolicies()) {
            throw LIMIT_EXCEEDED.because(
                    "Cannot exceed quota for PoliciesPer" + holder.kind().title() + ": " + quotas.attachedPolicies());
        }
    }

    void detach(PolicyHolder holder, String text) {
        Arn arn = ManagedPolicies.arn(text);
        if (!store.detach(holder, arn)) {
            throw NO_SUCH_ENTITY.because("Policy " + text + " was not found.");
        }
    }

    Attached list(PolicyHolder holder, Optional<IamPath> pathPrefix, IamPaging paging, Call call) {
        String prefix = pathPrefix.orElse(IamPath.ROOT).value();
        List<Attachment> under = store.attachments(holder.account(), holder.id()).stream()
                .filter(attachment -> attachment.path().value().startsWith(prefix))
                .toList();
        Page<AttachedPolicyView> page = paging.part(
                        "ListAttached" + holder.kind().title() + "Policies" + holder.id() + prefix,
                        call,
                        under,
                        attachment -> attachment.name().key() + ' ' + attachment.arn())
                .map(IamViews::attached);
        return new Attached(page.items(), page.next().isPresent(), page.next());
    }
}
