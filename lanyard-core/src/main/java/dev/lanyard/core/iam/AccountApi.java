// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamFault.ENTITY_ALREADY_EXISTS;
import static dev.lanyard.core.iam.IamFault.NO_SUCH_ENTITY;
import static dev.lanyard.core.iam.IamService.IAM;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The account as a whole: its alias, and how much of everything it has and may have.
final class AccountApi implements ApiSection {
    private final AccountStore store;
    private final IamStores stores;
    private final IamQuotas quotas;

    AccountApi(IamStores stores, IamQuotas quotas) {
        this.store = stores.accounts();
        this.stores = stores;
        this.quotas = quotas;
    }

    record Alias(String accountAlias) {}

    record ListAccountAliases(Optional<Integer> maxItems, Optional<String> marker) {}

    record Aliases(List<String> accountAliases, boolean isTruncated) {}

    record Summary(Map<String, Integer> summaryMap) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                IAM.write("CreateAccountAlias", Alias.class, Nothing.class, this::createAlias)
                        .onAll()
                        .faults(ENTITY_ALREADY_EXISTS),
                IAM.write("DeleteAccountAlias", Alias.class, Nothing.class, this::deleteAlias)
                        .onAll()
                        .faults(NO_SUCH_ENTITY),
                IAM.read("ListAccountAliases", ListAccountAliases.class, Aliases.class, this::listAliases)
                        .onAll(),
                IAM.read("GetAccountSummary", Nothing.class, Summary.class, this::summary)
                        .onAll());
    }

    private Nothing createAlias(Alias in, Call call) {
        if (!store.setAlias(call.account(), in.accountAlias())) {
            throw ENTITY_ALREADY_EXISTS.because("The account alias " + in.accountAlias() + " already exists.");
        }
        return NOTHING;
    }

    private Nothing deleteAlias(Alias in, Call call) {
        if (!store.deleteAlias(call.account(), in.accountAlias())) {
            throw NO_SUCH_ENTITY.because("The account alias " + in.accountAlias() + " cannot be found.");
        }
        return NOTHING;
    }

    private Aliases listAliases(ListAccountAliases in, Call call) {
        return new Aliases(store.alias(call.account()).stream().toList(), false);
    }

    private Summary summary(Nothing in, Call call) {
        Map<String, Integer> all = new TreeMap<>();
        putCounts(all, call.account());
        putQuotas(all);
        return new Summary(all);
    }

    private void putCounts(Map<String, Integer> all, AccountId account) {
        all.put("Users", stores.users().count(account));
        all.put("Groups", stores.groups().count(account));
        all.put("Roles", stores.roles().count(account));
        all.put("InstanceProfiles", stores.profiles().count(account));
        all.put("Policies", stores.policies().count(account));
        all.put("PolicyVersionsInUse", stores.policies().countVersions(account));
        all.put("Providers", stores.providers().all(account).size());
        // Roots sign in nowhere, and of MFA devices and certificates there are none.
        for (String none : List.of(
                "AccountAccessKeysPresent",
                "AccountMFAEnabled",
                "AccountPasswordPresent",
                "AccountSigningCertificatesPresent",
                "MFADevices",
                "MFADevicesInUse",
                "ServerCertificates")) {
            all.put(none, 0);
        }
    }

    private void putQuotas(Map<String, Integer> all) {
        all.put("UsersQuota", quotas.users());
        all.put("GroupsQuota", quotas.groups());
        all.put("RolesQuota", quotas.roles());
        all.put("InstanceProfilesQuota", quotas.instanceProfiles());
        all.put("PoliciesQuota", quotas.policies());
        all.put("VersionsPerPolicyQuota", quotas.policyVersions());
        all.put("PolicyVersionsInUseQuota", 10_000);
        all.put("AccessKeysPerUserQuota", quotas.accessKeysPerUser());
        all.put("GroupsPerUserQuota", quotas.groupsPerUser());
        all.put("AttachedPoliciesPerUserQuota", quotas.attachedPolicies());
        all.put("AttachedPoliciesPerGroupQuota", quotas.attachedPolicies());
        all.put("AttachedPoliciesPerRoleQuota", quotas.attachedPolicies());
        all.put("UserPolicySizeQuota", quotas.userInlineSize());
        all.put("GroupPolicySizeQuota", quotas.groupInlineSize());
        all.put("RolePolicySizeQuota", quotas.roleInlineSize());
        all.put("PolicySizeQuota", quotas.policySize());
        all.put("AssumeRolePolicySizeQuota", quotas.trustPolicySize());
        all.put("ServerCertificatesQuota", 20);
        all.put("SigningCertificatesPerUserQuota", 2);
        all.put("GlobalEndpointTokenVersion", 1);
    }
}
