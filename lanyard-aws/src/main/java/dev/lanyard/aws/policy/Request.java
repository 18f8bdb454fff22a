// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

/// One action on one resource.
///
/// @param action such as `iam:GetRole`, in any case
/// @param resource an ARN, or `*` for actions that are not about one resource
/// @param owner the account that owns a resource whose ARN names none; empty when it is the caller's
public record Request(Principal principal, String action, String resource, Context context, String owner) {
    public Request(Principal principal, String action, String resource, Context context) {
        this(principal, action, resource, context, "");
    }
}
