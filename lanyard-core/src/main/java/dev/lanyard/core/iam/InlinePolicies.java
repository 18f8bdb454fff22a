// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamFault.LIMIT_EXCEEDED;
import static dev.lanyard.core.iam.IamFault.MALFORMED_POLICY_DOCUMENT;
import static dev.lanyard.core.iam.IamFault.NO_SUCH_ENTITY;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.policy.IdentityPolicy;
import dev.lanyard.core.iam.HolderPolicyStore.Inline;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.shared.Page;
import java.util.List;
import java.util.Optional;

/// The rules of inline policies, which are the same for roles, users and groups.
final class InlinePolicies {
    /// The answer of the three lists.
    record Names(List<String> policyNames, boolean isTruncated, Optional<String> marker) {}

    private final HolderPolicyStore store;
    private final IamQuotas quotas;

    InlinePolicies(HolderPolicyStore store, IamQuotas quotas) {
        this.store = store;
        this.quotas = quotas;
    }

    void put(PolicyHolder holder, PolicyName name, String document) {
        IdentityPolicy.validate(document, MALFORMED_POLICY_DOCUMENT);
        store.putInline(holder, new Inline(name, document), IdentityPolicy.sizeWithoutWhitespace(document));
        int limit = quotas.inlineSize(holder.kind());
        if (store.inlineSize(holder) > limit) {
            throw LIMIT_EXCEEDED.because("Maximum policy size of " + limit + " bytes exceeded for "
                    + holder.kind().word() + ' ' + holder.label());
        }
    }

    /// The document in the form in which IAM returns it.
    String document(PolicyHolder holder, PolicyName name) {
        return store.inline(holder.account(), holder.id(), name)
                .map(policy -> PercentEncoding.encode(policy.document()))
                .orElseThrow(() -> notFound(holder, name));
    }

    void delete(PolicyHolder holder, PolicyName name) {
        if (!store.deleteInline(holder, name)) {
            throw notFound(holder, name);
        }
    }

    Names names(PolicyHolder holder, IamPaging paging, Call call) {
        Page<String> page = paging.part(
                "List" + holder.kind().title() + "Policies" + holder.id(),
                call,
                store.inline(holder.account(), holder.id()).stream()
                        .map(policy -> policy.name().value())
                        .toList(),
                name -> name);
        return new Names(page.items(), page.next().isPresent(), page.next());
    }

    private static Fault notFound(PolicyHolder holder, PolicyName name) {
        return NO_SUCH_ENTITY.because(
                "The " + holder.kind().word() + " policy with name " + name + " cannot be found.");
    }
}
