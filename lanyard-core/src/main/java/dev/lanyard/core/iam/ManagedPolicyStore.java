// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.iam.ManagedPolicy.Usage;
import dev.lanyard.core.iam.ManagedPolicy.Version;
import dev.lanyard.core.shared.Page;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the managed policies of accounts are kept, not AWS's own. Names are compared without case.
public interface ManagedPolicyStore {
    Optional<ManagedPolicy> find(AccountId account, PolicyName name);

    /// Adds a policy with its first version. Must answer `false` and change nothing when the name is taken.
    boolean insert(AccountId account, ManagedPolicy policy, Version version);

    /// Replaces update date, tags, default and last version.
    void update(AccountId account, ManagedPolicy policy);

    /// Deletes a policy with all its versions. Must fail when it is attached or a boundary; callers ask [#usage] first.
    void delete(AccountId account, PolicyName name);

    /// Policies whose path starts with the prefix, by name.
    List<ManagedPolicy> all(AccountId account, IamPath prefix);

    int count(AccountId account);

    /// All versions of all policies.
    int countVersions(AccountId account);

    /// Newest first.
    List<Version> versions(AccountId account, PolicyName name);

    Optional<Version> version(AccountId account, PolicyName name, int number);

    void addVersion(AccountId account, PolicyName name, Version version);

    void deleteVersion(AccountId account, PolicyName name, int number);

    /// How often the account uses a policy, its own or AWS's.
    Usage usage(AccountId account, Arn policy);

    /// Every policy that the account uses, its own and AWS's, by ARN.
    Map<String, Usage> usages(AccountId account);

    /// A role, user or group that uses a policy.
    record Entity(PolicyHolder.Kind kind, String name, String id) {}

    /// Entities of one kind under the path prefix that have the policy attached or, if so asked, as their boundary; by
    /// name, after the position (exclusive).
    Page<Entity> entities(
            AccountId account, Arn policy, PolicyHolder.Kind kind, Use use, IamPath prefix, String after, int limit);

    /// In which way an entity uses a policy.
    enum Use {
        ATTACHED,
        BOUNDARY,
        EITHER
    }
}
