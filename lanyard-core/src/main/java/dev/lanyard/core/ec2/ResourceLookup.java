// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2;

import dev.lanyard.core.shared.Tag;
import java.util.List;

/// What each section tells of the resources of one of its types so that they can be tagged.
@FunctionalInterface
public interface ResourceLookup {
    boolean exists(Scope scope, String id);

    /// Refuses tags that this resource in particular cannot have.
    ///
    /// @throws dev.lanyard.aws.fault.Fault the reason
    default void admit(Scope scope, String id, List<Tag> tags) {}
}
