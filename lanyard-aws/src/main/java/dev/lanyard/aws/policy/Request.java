// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

/// One action on one resource.
///
/// @param action such as `iam:GetRole`, in any case
/// @param resource an ARN, or `*` for actions that are not about one resource
public record Request(Principal principal, String action, String resource, Context context) {}
