// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import dev.lanyard.aws.policy.PolicyDocument.Condition;
import dev.lanyard.aws.policy.PolicyDocument.Statement;
import java.util.List;

/// What one statement says to one request, or why it says nothing.
///
/// @param policy the name of the policy
/// @param unmet the conditions that fail, when it is they that fail
public record Verdict(PolicyType type, String policy, Statement statement, Outcome outcome, List<Condition> unmet) {
    /// How far the request fits the statement; the first thing that does not fit.
    public enum Outcome {
        APPLIES,
        OTHER_ACTION,
        OTHER_RESOURCE,
        OTHER_PRINCIPAL,
        CONDITION_FAILS
    }
}
