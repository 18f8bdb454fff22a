// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamFault.ACCESS_DENIED;
import static dev.lanyard.core.iam.IamFault.LIMIT_EXCEEDED;
import static dev.lanyard.core.iam.IamFault.MALFORMED_POLICY_DOCUMENT;
import static dev.lanyard.core.iam.IamFault.NO_SUCH_ENTITY;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.policy.IdentityPolicy;
import dev.lanyard.core.iam.ManagedPolicyApi.Scope;
import dev.lanyard.core.op.Call;
import java.util.List;
import java.util.Optional;

/// What several sections need of managed policies: finding one or saying that it is not there.
final class IamPolicies {
    private final ManagedPolicies policies;
    private final IamQuotas quotas;

    IamPolicies(ManagedPolicies policies, IamQuotas quotas) {
        this.policies = policies;
        this.quotas = quotas;
    }

    Optional<ManagedPolicy> look(String arn, Call call) {
        return policies.find(call.account(), ManagedPolicies.arn(arn));
    }

    ManagedPolicy find(String arn, Call call) {
        return look(arn, call).orElseThrow(() -> NO_SUCH_ENTITY.because("Policy " + arn + " was not found."));
    }

    /// The policy, when it is the account's own to change.
    ManagedPolicy own(String arn, String action, Call call) {
        refuseAws(arn, action, call);
        return find(arn, call);
    }

    /// AWS's own policies are nobody's to change, not even a root's.
    void refuseAws(String text, String action, Call call) {
        Arn arn = ManagedPolicies.arn(text);
        if (ManagedPolicy.isAws(arn)) {
            throw ACCESS_DENIED.because("User: " + call.caller().arn() + " is not authorized to perform: " + action
                    + " on resource: policy " + text);
        }
    }

    List<ManagedPolicy> all(Scope scope, Optional<IamPath> prefix, Call call) {
        return policies.all(call.account(), prefix.orElse(IamPath.ROOT), scope != Scope.AWS, scope != Scope.LOCAL);
    }

    void checkDocument(String document) {
        IdentityPolicy.validate(document, MALFORMED_POLICY_DOCUMENT);
        if (IdentityPolicy.sizeWithoutWhitespace(document) > quotas.policySize()) {
            throw LIMIT_EXCEEDED.because("Cannot exceed quota for PolicySize: " + quotas.policySize());
        }
    }
}
