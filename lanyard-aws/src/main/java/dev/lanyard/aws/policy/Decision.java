// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

/// Whether a request may go on, and which type of policy is to blame when it may not.
public sealed interface Decision {
    record Allowed() implements Decision {}

    record ExplicitDeny(PolicyType by) implements Decision {}

    /// @param missing the first type of policy that had to allow the request and did not
    record ImplicitDeny(PolicyType missing) implements Decision {}

    default boolean isAllowed() {
        return this instanceof Allowed;
    }
}
