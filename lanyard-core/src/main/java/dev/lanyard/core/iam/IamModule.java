// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Platform;
import dev.lanyard.core.shared.Ids;
import java.util.List;
import java.util.stream.Stream;

/// IAM, put together.
///
/// @param sections its operations
/// @param policies what binds users and roles, for whoever judges their requests
public record IamModule(List<ApiSection> sections, PrincipalPolicies policies) {
    public static IamModule of(IamStores stores, IamQuotas quotas, Platform platform) {
        ManagedPolicies managed = new ManagedPolicies(stores.policies());
        return new IamModule(
                new Sections(stores, quotas, platform.ids(), managed).all(),
                new PrincipalPolicies(stores, managed, platform.transactions()));
    }

    private record Sections(
            IamStores stores,
            IamQuotas quotas,
            Ids ids,
            ManagedPolicies managed,
            IamRoles roles,
            IamUsers users,
            IamGroups groups,
            PolicyHolders holders,
            IamPermissions permissions) {
        Sections(IamStores stores, IamQuotas quotas, Ids ids, ManagedPolicies managed) {
            this(
                    stores,
                    quotas,
                    ids,
                    managed,
                    new IamRoles(stores, quotas),
                    new IamUsers(stores.users(), quotas),
                    new IamGroups(stores.groups(), quotas),
                    new PolicyHolders(stores.held()),
                    new IamPermissions(stores, managed));
        }

        List<ApiSection> all() {
            return Stream.of(ofRoles(), ofPolicies(), ofPeople(), ofAccount())
                    .flatMap(List::stream)
                    .toList();
        }

        private List<ApiSection> ofRoles() {
            return List.of(
                    new InstanceProfileApi(stores.profiles(), roles, permissions, quotas, ids),
                    new RoleApi(roles, managed, holders, permissions, ids),
                    new RoleTagApi(roles, permissions),
                    new ServiceLinkedRoleApi(roles, stores.held(), permissions, ids),
                    new BoundaryApi(roles, users, managed, permissions));
        }

        private List<ApiSection> ofPolicies() {
            IamPolicies known = new IamPolicies(managed, quotas);
            InlinePolicies inline = new InlinePolicies(stores.held(), quotas);
            AttachedPolicies attached = new AttachedPolicies(stores.held(), managed, quotas);
            return List.of(
                    new ManagedPolicyApi(stores.policies(), known, permissions, quotas, ids),
                    new PolicyVersionApi(stores.policies(), managed, known, permissions, quotas),
                    new PolicyTagApi(stores.policies(), known, permissions, quotas),
                    new PolicyEntitiesApi(stores.policies(), known, permissions),
                    new RolePolicyApi(roles, inline, attached, permissions),
                    new UserPolicyApi(users, inline, attached, permissions),
                    new GroupPolicyApi(groups, inline, attached, permissions));
        }

        private List<ApiSection> ofPeople() {
            UserBelongings belongings = new UserBelongings(stores.groups(), stores.keys(), stores.logins(), holders);
            return List.of(
                    new UserApi(users, belongings, managed, permissions, ids),
                    new UserTagApi(users, permissions),
                    new AccessKeyApi(stores.keys(), users, permissions, ids),
                    new LoginProfileApi(stores.logins(), stores.accounts(), users, permissions),
                    new GroupApi(groups, holders, permissions, ids),
                    new MembershipApi(groups, users, permissions));
        }

        private List<ApiSection> ofAccount() {
            return List.of(
                    new AccountApi(stores, quotas),
                    new PasswordPolicyApi(stores.accounts()),
                    new AuthorizationDetailsApi(stores, roles, managed),
                    new OidcProviderApi(stores.providers(), permissions, quotas));
        }
    }
}
