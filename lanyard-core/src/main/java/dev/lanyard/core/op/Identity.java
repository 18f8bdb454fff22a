// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.policy.NamedPolicy;
import dev.lanyard.core.shared.Tag;
import java.util.List;
import java.util.Optional;

/// A user or role as IAM knows it at the time of a call, with the policies that bind it.
///
/// @param id the unique id
/// @param policies inline and managed policies, a user's groups' among them
public record Identity(Arn arn, String id, List<Tag> tags, List<NamedPolicy> policies, Optional<NamedPolicy> boundary) {

    /// The name without the path.
    public String name() {
        return arn.name();
    }
}
