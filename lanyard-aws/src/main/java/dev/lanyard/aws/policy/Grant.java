// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

/// What one policy says to a caller. For a role trust policy it matters by which of the caller's names it is allowed.
public enum Grant {
    /// No statement allows the request.
    NONE,
    /// Allowed as a member of an account; within that account an identity policy must allow it too.
    VIA_ACCOUNT,
    /// Allowed as a session of a role; the role's boundary and the session policies still limit it.
    VIA_ROLE,
    /// Allowed by user, session, service or provider: nothing else within the account limits it.
    DIRECT,
    /// A statement denies the request, whatever others allow.
    DENIED;

    public boolean isAllowed() {
        return this == VIA_ACCOUNT || this == VIA_ROLE || this == DIRECT;
    }

    /// The stronger of two words of the same policy.
    Grant or(Grant other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
