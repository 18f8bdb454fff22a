// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.iam.HolderPolicyStore.Attachment;
import dev.lanyard.core.iam.ManagedPolicy.Usage;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.shared.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The shapes in which IAM shows its entities. Which members are present differs from operation to operation, as it
/// does on AWS.
final class IamViews {
    private IamViews() {}

    record InstanceProfileView(
            IamPath path,
            InstanceProfileName instanceProfileName,
            String instanceProfileId,
            Arn arn,
            Instant createDate,
            List<RoleView> roles,
            Optional<List<Tag>> tags) {}

    record RoleView(
            IamPath path,
            RoleName roleName,
            String roleId,
            Arn arn,
            Instant createDate,
            String assumeRolePolicyDocument,
            Optional<String> description,
            Optional<Integer> maxSessionDuration,
            Optional<BoundaryView> permissionsBoundary,
            Optional<List<Tag>> tags,
            Optional<RoleLastUsed> roleLastUsed) {}

    record RoleLastUsed(Optional<Instant> lastUsedDate, Optional<String> region) {
        /// AWS's tracking period: a role unused for longer looks as if it never was used.
        private static final Duration TRACKED = Duration.ofDays(400);

        static RoleLastUsed of(Role role, Instant now) {
            Optional<Role.LastUse> use = role.lastUse().filter(it -> it.at().isAfter(now.minus(TRACKED)));
            return new RoleLastUsed(use.map(Role.LastUse::at), use.map(Role.LastUse::region));
        }
    }

    /// The type is the literal `Policy`, although AWS's own model knows only another word.
    record BoundaryView(String permissionsBoundaryType, Arn permissionsBoundaryArn) {
        static Optional<BoundaryView> of(Optional<Arn> boundary) {
            return boundary.map(arn -> new BoundaryView("Policy", arn));
        }
    }

    /// @param userName absent for a root, which is no user
    record UserView(
            IamPath path,
            Optional<UserName> userName,
            String userId,
            Arn arn,
            Instant createDate,
            Optional<BoundaryView> permissionsBoundary,
            Optional<List<Tag>> tags) {
        static UserView of(User user, Optional<Arn> boundary, List<Tag> tags) {
            return new UserView(
                    user.path(),
                    Optional.of(user.name()),
                    user.id(),
                    user.arn(),
                    user.created(),
                    BoundaryView.of(boundary),
                    unlessEmpty(tags));
        }

        /// AWS does not say when an account came to be; Lanyard's are there from the beginning.
        static UserView ofRoot(Call call) {
            return new UserView(
                    IamPath.ROOT,
                    Optional.empty(),
                    call.caller().userId(),
                    call.caller().arn(),
                    Instant.EPOCH,
                    Optional.empty(),
                    Optional.empty());
        }

        /// As lists and groups show a user.
        static UserView brief(User user) {
            return of(user, Optional.empty(), List.of());
        }
    }

    record GroupView(IamPath path, GroupName groupName, String groupId, Arn arn, Instant createDate) {
        static GroupView of(Group group) {
            return new GroupView(group.path(), group.name(), group.id(), group.arn(), group.created());
        }
    }

    record PolicyView(
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
            Optional<List<Tag>> tags) {
        static PolicyView of(
                ManagedPolicy policy, Usage usage, Optional<String> description, Optional<List<Tag>> tags) {
            return new PolicyView(
                    policy.name(),
                    policy.id(),
                    policy.arn(),
                    policy.path(),
                    policy.defaultVersionId(),
                    usage.attachments(),
                    usage.boundaries(),
                    policy.attachable(),
                    description,
                    policy.created(),
                    policy.updated(),
                    tags);
        }
    }

    record PolicyVersionView(
            Optional<String> document, String versionId, boolean isDefaultVersion, Instant createDate) {
        static PolicyVersionView of(ManagedPolicy policy, ManagedPolicy.Version version, boolean withDocument) {
            return new PolicyVersionView(
                    withDocument ? Optional.of(PercentEncoding.encode(version.document())) : Optional.empty(),
                    version.id(),
                    version.number() == policy.defaultVersion(),
                    version.created());
        }
    }

    record AttachedPolicyView(PolicyName policyName, Arn policyArn) {}

    static AttachedPolicyView attached(Attachment attachment) {
        return new AttachedPolicyView(attachment.name(), attachment.arn());
    }

    /// AWS leaves the member out of some answers when there are no tags.
    static Optional<List<Tag>> unlessEmpty(List<Tag> tags) {
        return tags.isEmpty() ? Optional.empty() : Optional.of(tags);
    }
}
