// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import dev.lanyard.aws.policy.PolicyDocument.Statement;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/// A decision with what led to it, for simulation and for encoded authorization messages.
///
/// @param matched every statement that applies, allowing or denying, in the order of the policies
/// @param missingContextKeys keys that statements asked for whose action and resource match, and that were absent
/// @param allowedByBoundary what the permissions boundary alone says; empty when there is none
public record Explanation(
        Decision decision,
        List<MatchedStatement> matched,
        SortedSet<String> missingContextKeys,
        Optional<Boolean> allowedByBoundary) {
    public record MatchedStatement(PolicyType type, String policy, Statement statement) {}
}
