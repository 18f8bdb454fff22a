// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.authz;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.shared.Tag;
import java.util.List;
import java.util.Optional;

/// What the policy engine asks IAM. Everything is as it stands now: a change counts from the next call on.
public interface IdentityDirectory {
    /// A policy's name, as explanations show it, and its text.
    record Document(String name, String text) {}

    /// A user or role with all documents that bind it, a user's groups' among them.
    record Described(Arn arn, String id, List<Tag> tags, List<Document> policies, Optional<Document> boundary) {}

    /// A number that is another one once anything that the other methods have answered for this account has changed.
    /// What
    /// comes into being need not change it.
    long revision(AccountId account);

    /// The user or role with this unique id; ids are never given twice.
    Optional<Described> identity(AccountId account, String id);

    /// The user or role that has exactly this ARN, with path and case.
    Optional<Described> identity(Arn arn);

    /// What the members of a group may do because of it; empty when there is no such group.
    Optional<List<Document>> group(AccountId account, String name);

    /// The managed policy of this ARN, AWS's own or one of the account's; the default version of it.
    Optional<Document> managedPolicy(AccountId account, Arn arn);
}
