// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import dev.lanyard.core.iam.AccessKeyApi;
import dev.lanyard.core.iam.AccessKeyStore;
import dev.lanyard.core.iam.AccountApi;
import dev.lanyard.core.iam.AccountStore;
import dev.lanyard.core.iam.AttachedPolicies;
import dev.lanyard.core.iam.AuthorizationDetailsApi;
import dev.lanyard.core.iam.BoundaryApi;
import dev.lanyard.core.iam.GroupApi;
import dev.lanyard.core.iam.GroupPolicyApi;
import dev.lanyard.core.iam.GroupStore;
import dev.lanyard.core.iam.HolderPolicyStore;
import dev.lanyard.core.iam.IamGroups;
import dev.lanyard.core.iam.IamPermissions;
import dev.lanyard.core.iam.IamPolicies;
import dev.lanyard.core.iam.IamQuotas;
import dev.lanyard.core.iam.IamRoles;
import dev.lanyard.core.iam.IamUsers;
import dev.lanyard.core.iam.InlinePolicies;
import dev.lanyard.core.iam.InstanceProfileApi;
import dev.lanyard.core.iam.InstanceProfileStore;
import dev.lanyard.core.iam.LoginProfileApi;
import dev.lanyard.core.iam.LoginProfileStore;
import dev.lanyard.core.iam.ManagedPolicies;
import dev.lanyard.core.iam.ManagedPolicyApi;
import dev.lanyard.core.iam.ManagedPolicyStore;
import dev.lanyard.core.iam.MembershipApi;
import dev.lanyard.core.iam.OidcProviderApi;
import dev.lanyard.core.iam.OidcProviderStore;
import dev.lanyard.core.iam.PasswordPolicyApi;
import dev.lanyard.core.iam.PolicyEntitiesApi;
import dev.lanyard.core.iam.PolicyHolders;
import dev.lanyard.core.iam.PolicyTagApi;
import dev.lanyard.core.iam.PolicyVersionApi;
import dev.lanyard.core.iam.PrincipalPolicies;
import dev.lanyard.core.iam.RoleApi;
import dev.lanyard.core.iam.RolePolicyApi;
import dev.lanyard.core.iam.RoleStore;
import dev.lanyard.core.iam.RoleTagApi;
import dev.lanyard.core.iam.ServiceLinkedRoleApi;
import dev.lanyard.core.iam.TrustPrincipals;
import dev.lanyard.core.iam.UserApi;
import dev.lanyard.core.iam.UserBelongings;
import dev.lanyard.core.iam.UserPolicyApi;
import dev.lanyard.core.iam.UserStore;
import dev.lanyard.core.iam.UserTagApi;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.store.iam.SqlAccessKeys;
import dev.lanyard.store.iam.SqlAccounts;
import dev.lanyard.store.iam.SqlGroups;
import dev.lanyard.store.iam.SqlHolderPolicies;
import dev.lanyard.store.iam.SqlInstanceProfiles;
import dev.lanyard.store.iam.SqlLoginProfiles;
import dev.lanyard.store.iam.SqlManagedPolicies;
import dev.lanyard.store.iam.SqlOidcProviders;
import dev.lanyard.store.iam.SqlRevisions;
import dev.lanyard.store.iam.SqlRoles;
import dev.lanyard.store.iam.SqlUsers;
import dev.lanyard.store.sql.Database;
import java.util.List;
import java.util.stream.Stream;

/// The parts of IAM, and what other services may ask of it.
final class IamParts {
    private static final IamQuotas QUOTAS = IamQuotas.AWS;

    private final Ids ids;
    private final InstanceProfileStore profiles;
    private final RoleStore roles;
    private final UserStore users;
    private final GroupStore groups;
    private final AccessKeyStore keys;
    private final ManagedPolicyStore policies;
    private final HolderPolicyStore held;
    private final OidcProviderStore providers;
    private final LoginProfileStore logins;
    private final AccountStore accounts;
    private final PrincipalPolicies binding;

    private final ManagedPolicies managed;
    private final TrustPrincipals principals;
    private final IamRoles knownRoles;
    private final IamUsers knownUsers;
    private final IamGroups knownGroups;
    private final IamPolicies knownPolicies;
    private final PolicyHolders holders;
    private final IamPermissions permissions;

    IamParts(Ground ground) {
        Database database = ground.database();
        this.ids = ground.ids();
        this.profiles = new SqlInstanceProfiles(database);
        this.roles = new SqlRoles(database);
        this.users = new SqlUsers(database);
        this.groups = new SqlGroups(database);
        this.keys = new SqlAccessKeys(database);
        this.policies = new SqlManagedPolicies(database);
        this.held = new SqlHolderPolicies(database);
        this.providers = new SqlOidcProviders(database);
        this.logins = new SqlLoginProfiles(database);
        this.accounts = new SqlAccounts(database);
        this.managed = new ManagedPolicies(policies);
        this.principals = new TrustPrincipals(roles, users);
        this.knownRoles = new IamRoles(roles, principals, QUOTAS);
        this.knownUsers = new IamUsers(users);
        this.knownGroups = new IamGroups(groups);
        this.knownPolicies = new IamPolicies(managed, QUOTAS);
        this.holders = new PolicyHolders(held);
        this.permissions = new IamPermissions(profiles, roles, users, groups, managed, providers);
        this.binding = new PrincipalPolicies(roles, users, groups, held, managed, new SqlRevisions(database), database);
    }

    InstanceProfileStore profiles() {
        return profiles;
    }

    RoleStore roles() {
        return roles;
    }

    GroupStore groups() {
        return groups;
    }

    ManagedPolicyStore policyStore() {
        return policies;
    }

    UserStore users() {
        return users;
    }

    AccessKeyStore keys() {
        return keys;
    }

    OidcProviderStore providers() {
        return providers;
    }

    PrincipalPolicies principalPolicies() {
        return binding;
    }

    List<ApiSection> sections() {
        return Stream.of(rolesAndProfiles(), policies(), people(), account())
                .flatMap(List::stream)
                .toList();
    }

    private List<ApiSection> rolesAndProfiles() {
        return List.of(
                new InstanceProfileApi(profiles, knownRoles, permissions, QUOTAS, ids),
                new RoleApi(roles, knownRoles, principals, managed, holders, permissions, QUOTAS, ids),
                new RoleTagApi(roles, knownRoles, permissions, QUOTAS),
                new ServiceLinkedRoleApi(roles, knownRoles, held, permissions, ids),
                new BoundaryApi(roles, knownRoles, users, knownUsers, managed, permissions));
    }

    private List<ApiSection> policies() {
        InlinePolicies inline = new InlinePolicies(held, QUOTAS);
        AttachedPolicies attached = new AttachedPolicies(held, managed, QUOTAS);
        return List.of(
                new ManagedPolicyApi(policies, knownPolicies, permissions, QUOTAS, ids),
                new PolicyVersionApi(policies, managed, knownPolicies, permissions, QUOTAS),
                new PolicyTagApi(policies, knownPolicies, permissions, QUOTAS),
                new PolicyEntitiesApi(policies, knownPolicies, permissions),
                new RolePolicyApi(knownRoles, inline, attached, permissions),
                new UserPolicyApi(knownUsers, inline, attached, permissions),
                new GroupPolicyApi(knownGroups, inline, attached, permissions));
    }

    private List<ApiSection> people() {
        UserBelongings belongings = new UserBelongings(groups, keys, logins, holders);
        return List.of(
                new UserApi(users, knownUsers, belongings, managed, permissions, QUOTAS, ids),
                new UserTagApi(users, knownUsers, permissions, QUOTAS),
                new AccessKeyApi(keys, users, knownUsers, permissions, QUOTAS, ids),
                new LoginProfileApi(logins, accounts, knownUsers, permissions),
                new GroupApi(groups, knownGroups, holders, permissions, QUOTAS, ids),
                new MembershipApi(groups, knownGroups, knownUsers, permissions, QUOTAS));
    }

    private List<ApiSection> account() {
        AccountApi.Census census = new AccountApi.Census(profiles, roles, users, groups, policies, providers);
        return List.of(
                new AccountApi(accounts, census, QUOTAS),
                new PasswordPolicyApi(accounts),
                new AuthorizationDetailsApi(census, knownRoles, held, managed),
                new OidcProviderApi(providers, permissions, QUOTAS));
    }
}
