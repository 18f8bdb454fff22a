// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

/// How much of everything one account may have (behaviour: IAM quotas that AWS publishes in GetAccountSummary).
///
/// @param attachedPolicies managed policies per role, user or group
/// @param policySize characters of a managed policy, white space outside strings not counted, as in all sizes
/// @param roleInlineSize sum over the inline policies of one role; the same for users and groups
public record IamQuotas(
        int instanceProfiles,
        int roles,
        int users,
        int groups,
        int policies,
        int oidcProviders,
        int trustPolicySize,
        int policySize,
        int roleInlineSize,
        int userInlineSize,
        int groupInlineSize,
        int attachedPolicies,
        int policyVersions,
        int groupsPerUser,
        int accessKeysPerUser,
        int clientIds,
        int thumbprints,
        int tags) {
    public static final IamQuotas AWS =
            new IamQuotas(1000, 1000, 5000, 300, 1500, 100, 2048, 6144, 10240, 2048, 5120, 10, 5, 10, 2, 100, 5, 50);

    int inlineSize(PolicyHolder.Kind kind) {
        return switch (kind) {
            case ROLE -> roleInlineSize;
            case USER -> userInlineSize;
            case GROUP -> groupInlineSize;
        };
    }
}
