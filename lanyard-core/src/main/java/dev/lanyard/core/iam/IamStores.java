// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

/// Where IAM keeps everything.
///
/// @param policies customer managed policies; AWS's own are in [AwsManagedPolicies]
/// @param held what policies roles, users and groups have
public record IamStores(
        AccountStore accounts,
        InstanceProfileStore profiles,
        RoleStore roles,
        UserStore users,
        GroupStore groups,
        AccessKeyStore keys,
        LoginProfileStore logins,
        ManagedPolicyStore policies,
        HolderPolicyStore held,
        OidcProviderStore providers,
        RevisionStore revisions) {}
