// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamFault.DELETE_CONFLICT;
import static dev.lanyard.core.iam.IamFault.LIMIT_EXCEEDED;
import static dev.lanyard.core.iam.IamFault.MALFORMED_POLICY_DOCUMENT;
import static dev.lanyard.core.iam.IamFault.NO_SUCH_ENTITY;
import static dev.lanyard.core.iam.IamService.IAM;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.text.Digits;
import dev.lanyard.core.iam.IamViews.PolicyVersionView;
import dev.lanyard.core.iam.ManagedPolicy.Version;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import dev.lanyard.core.shared.Page;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Versions of managed policies. Their numbers only grow and are not given twice.
final class PolicyVersionApi implements ApiSection {
    private final ManagedPolicyStore store;
    private final ManagedPolicies managed;
    private final IamPolicies policies;
    private final IamPermissions permissions;
    private final IamQuotas quotas;

    PolicyVersionApi(
            ManagedPolicyStore store,
            ManagedPolicies managed,
            IamPolicies policies,
            IamPermissions permissions,
            IamQuotas quotas) {
        this.store = store;
        this.managed = managed;
        this.policies = policies;
        this.permissions = permissions;
        this.quotas = quotas;
    }

    record CreatePolicyVersion(String policyArn, String policyDocument, Optional<Boolean> setAsDefault) {}

    record NamedVersion(String policyArn, String versionId) {}

    record Shown(PolicyVersionView policyVersion) {}

    record ListPolicyVersions(String policyArn, Optional<Integer> maxItems, Optional<String> marker) {}

    record Versions(List<PolicyVersionView> versions, boolean isTruncated, Optional<String> marker) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                IAM.write("CreatePolicyVersion", CreatePolicyVersion.class, Shown.class, this::create)
                        .guardedBy((in, call) -> permissions.onPolicy("iam:CreatePolicyVersion", in.policyArn(), call))
                        .faults(NO_SUCH_ENTITY, MALFORMED_POLICY_DOCUMENT, LIMIT_EXCEEDED),
                IAM.read("GetPolicyVersion", NamedVersion.class, Shown.class, this::get)
                        .guardedBy((in, call) -> permissions.onPolicy("iam:GetPolicyVersion", in.policyArn(), call))
                        .faults(NO_SUCH_ENTITY),
                IAM.read("ListPolicyVersions", ListPolicyVersions.class, Versions.class, this::list)
                        .guardedBy((in, call) -> permissions.onPolicy("iam:ListPolicyVersions", in.policyArn(), call))
                        .faults(NO_SUCH_ENTITY),
                IAM.write("SetDefaultPolicyVersion", NamedVersion.class, Nothing.class, this::setDefault)
                        .guardedBy(
                                (in, call) -> permissions.onPolicy("iam:SetDefaultPolicyVersion", in.policyArn(), call))
                        .faults(NO_SUCH_ENTITY),
                IAM.write("DeletePolicyVersion", NamedVersion.class, Nothing.class, this::delete)
                        .guardedBy((in, call) -> permissions.onPolicy("iam:DeletePolicyVersion", in.policyArn(), call))
                        .faults(NO_SUCH_ENTITY, DELETE_CONFLICT));
    }

    private Shown create(CreatePolicyVersion in, Call call) {
        ManagedPolicy policy = policies.own(in.policyArn(), "iam:CreatePolicyVersion", call);
        policies.checkDocument(in.policyDocument());
        Version version = new Version(policy.lastVersion() + 1, call.now(), in.policyDocument());
        ManagedPolicy changed =
                policy.withVersion(version.number(), in.setAsDefault().orElse(false), call.now());
        store.addVersion(call.account(), policy.name(), version);
        store.update(call.account(), changed);
        if (store.versions(call.account(), policy.name()).size() > quotas.policyVersions()) {
            throw LIMIT_EXCEEDED.because("A managed policy can have up to " + quotas.policyVersions()
                    + " versions. Before you create a new version, you must delete an existing version.");
        }
        return new Shown(PolicyVersionView.of(changed, version, false));
    }

    private Shown get(NamedVersion in, Call call) {
        ManagedPolicy policy = policies.look(in.policyArn(), call).orElseThrow(() -> notFound(in));
        return new Shown(PolicyVersionView.of(policy, version(policy, in, call), true));
    }

    private Versions list(ListPolicyVersions in, Call call) {
        ManagedPolicy policy = policies.find(in.policyArn(), call);
        // A position counts down, as the list does.
        Page<PolicyVersionView> page = new IamPaging(in.maxItems(), in.marker())
                .part(
                        "ListPolicyVersions" + policy.id(),
                        call,
                        managed.versions(call.account(), policy),
                        version -> Long.toString(Long.MAX_VALUE - version.number()))
                .map(version -> PolicyVersionView.of(policy, version, false));
        return new Versions(page.items(), page.next().isPresent(), page.next());
    }

    private Nothing setDefault(NamedVersion in, Call call) {
        ManagedPolicy policy = own(in, "iam:SetDefaultPolicyVersion", call);
        store.update(
                call.account(), policy.withDefault(version(policy, in, call).number(), call.now()));
        return NOTHING;
    }

    private Nothing delete(NamedVersion in, Call call) {
        ManagedPolicy policy = own(in, "iam:DeletePolicyVersion", call);
        int number = version(policy, in, call).number();
        if (number == policy.defaultVersion()) {
            throw DELETE_CONFLICT.because("Cannot delete the default version of a policy.");
        }
        store.deleteVersion(call.account(), policy.name(), number);
        return NOTHING;
    }

    private ManagedPolicy own(NamedVersion in, String action, Call call) {
        policies.refuseAws(in.policyArn(), action, call);
        return policies.look(in.policyArn(), call).orElseThrow(() -> notFound(in));
    }

    private Version version(ManagedPolicy policy, NamedVersion in, Call call) {
        return number(in.versionId())
                .flatMap(number -> managed.version(call.account(), policy, number))
                .orElseThrow(() -> notFound(in));
    }

    private static Optional<Integer> number(String versionId) {
        OptionalInt number = Digits.read(versionId.substring(1), Integer.MAX_VALUE);
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }

    private static Fault notFound(NamedVersion in) {
        return NO_SUCH_ENTITY.because(
                "Policy " + in.policyArn() + " version " + in.versionId() + " does not exist or is not attachable.");
    }
}
