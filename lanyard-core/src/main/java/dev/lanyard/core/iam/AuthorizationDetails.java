// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.iam.IamViews.AttachedPolicyView;
import dev.lanyard.core.iam.IamViews.BoundaryView;
import dev.lanyard.core.iam.IamViews.InstanceProfileView;
import dev.lanyard.core.iam.IamViews.PolicyVersionView;
import dev.lanyard.core.iam.IamViews.RoleLastUsed;
import dev.lanyard.core.shared.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The shapes in which GetAccountAuthorizationDetails shows everything that an account allows.
final class AuthorizationDetails {
    private AuthorizationDetails() {}

    sealed interface Detail permits UserDetail, GroupDetail, RoleDetail, PolicyDetail {}

    record InlineView(PolicyName policyName, String policyDocument) {}

    /// @param userPolicyList absent, unlike the other lists, when there is none
    record UserDetail(
            IamPath path,
            UserName userName,
            String userId,
            Arn arn,
            Instant createDate,
            Optional<List<InlineView>> userPolicyList,
            List<GroupName> groupList,
            List<AttachedPolicyView> attachedManagedPolicies,
            Optional<BoundaryView> permissionsBoundary,
            List<Tag> tags)
            implements Detail {}

    record GroupDetail(
            IamPath path,
            GroupName groupName,
            String groupId,
            Arn arn,
            Instant createDate,
            List<InlineView> groupPolicyList,
            List<AttachedPolicyView> attachedManagedPolicies)
            implements Detail {}

    record RoleDetail(
            IamPath path,
            RoleName roleName,
            String roleId,
            Arn arn,
            Instant createDate,
            String assumeRolePolicyDocument,
            List<InstanceProfileView> instanceProfileList,
            List<InlineView> rolePolicyList,
            List<AttachedPolicyView> attachedManagedPolicies,
            Optional<BoundaryView> permissionsBoundary,
            List<Tag> tags,
            RoleLastUsed roleLastUsed)
            implements Detail {}

    record PolicyDetail(
            PolicyName policyName,
            String policyId,
            Arn arn,
            IamPath path,
            String defaultVersionId,
            int attachmentCount,
            int permissionsBoundaryUsageCount,
            boolean isAttachable,
            Optional<String> description,
            Instant createDate,
            Instant updateDate,
            List<PolicyVersionView> policyVersionList)
            implements Detail {}
}
