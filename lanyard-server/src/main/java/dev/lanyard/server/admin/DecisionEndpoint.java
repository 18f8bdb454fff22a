// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.admin;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.wire.WireResponse;
import dev.lanyard.core.authz.DecisionReport;
import java.util.Optional;
import java.util.function.Predicate;

/// Explains the decisions of an account to its root.
public record DecisionEndpoint(DecisionReport report) {
    /// @param ruled the accounts whose root asks; empty when no root does
    WireResponse handle(String id, Optional<Predicate<AccountId>> ruled) {
        if (ruled.isEmpty()) {
            return AdminEndpoint.answer(
                    403,
                    AdminEndpoint.JSON,
                    "{\"message\":\"Decisions are shown to the root of the caller's account.\"}");
        }
        return report.of(id, ruled.get())
                .map(text -> AdminEndpoint.answer(200, AdminEndpoint.JSON, text))
                .orElseGet(() -> AdminEndpoint.answer(
                        404, AdminEndpoint.JSON, "{\"message\":\"No decision is known of this request.\"}"));
    }
}
