// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import java.util.List;
import java.util.Optional;

/// Where the inline policies and the attachments of roles, users and groups are kept. A holder has few of either, so
/// they come whole.
public interface HolderPolicyStore {
    record Inline(PolicyName name, String document) {}

    record Attachment(PolicyName name, IamPath path, Arn arn) {}

    /// In the order of their names.
    List<Inline> inline(AccountId account, String holder);

    Optional<Inline> inline(AccountId account, String holder, PolicyName name);

    /// Adds or replaces.
    ///
    /// @param size what the policy counts towards the quota
    void putInline(PolicyHolder holder, Inline policy, int size);

    /// Must answer `false` when there is none.
    boolean deleteInline(PolicyHolder holder, PolicyName name);

    /// The sum of the sizes of the holder's inline policies.
    int inlineSize(PolicyHolder holder);

    /// In the order of their names.
    List<Attachment> attachments(AccountId account, String holder);

    /// Attaches unless it is attached already.
    void attach(PolicyHolder holder, Attachment policy);

    /// Must answer `false` when the policy is not attached.
    boolean detach(PolicyHolder holder, Arn policy);
}
