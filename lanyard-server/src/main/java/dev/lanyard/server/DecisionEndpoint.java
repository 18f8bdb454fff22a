// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.wire.WireResponse;
import dev.lanyard.core.authz.DecisionReport;
import java.util.Optional;
import java.util.function.Predicate;

/// Explains the decisions of an account to its root.
record DecisionEndpoint(DecisionReport report) {
    private static final String JSON = "application/json";

    /// @param ruled the accounts whose root asks; empty when no root does
    WireResponse handle(String id, Optional<Predicate<AccountId>> ruled) {
        if (ruled.isEmpty()) {
            return AdminEndpoint.answer(
                    403, JSON, "{\"message\":\"Decisions are shown to the root of the caller's account.\"}");
        }
        return report.of(id, ruled.get())
                .map(text -> AdminEndpoint.answer(200, JSON, text))
                .orElseGet(() ->
                        AdminEndpoint.answer(404, JSON, "{\"message\":\"No decision is known of this request.\"}"));
    }
}
