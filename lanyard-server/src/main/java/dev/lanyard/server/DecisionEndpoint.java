// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.sigv4.AuthFailure;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;
import dev.lanyard.core.authz.DecisionReport;
import dev.lanyard.core.op.Caller;
import dev.lanyard.server.aws.Authentication;
import java.util.Optional;

/// Explains decisions: to this machine those of every account, to others those of the account whose root they are.
record DecisionEndpoint(DecisionReport report, Authentication authentication) {
    private static final String JSON = "application/json";

    WireResponse handle(WireRequest request, String id, boolean local) {
        Optional<AccountId> asking = local ? Optional.empty() : root(request);
        if (!local && asking.isEmpty()) {
            return AdminEndpoint.answer(
                    403, JSON, "{\"message\":\"Decisions are shown to the root of the caller's account.\"}");
        }
        return report.of(id, account -> local || asking.get().equals(account))
                .map(text -> AdminEndpoint.answer(200, JSON, text))
                .orElseGet(() ->
                        AdminEndpoint.answer(404, JSON, "{\"message\":\"No decision is known of this request.\"}"));
    }

    /// The account whose root signed the request, as one to STS.
    private Optional<AccountId> root(WireRequest request) {
        try {
            return authentication.identify(request, "sts").caller() instanceof Caller.Root root
                    ? Optional.of(root.account())
                    : Optional.empty();
        } catch (AuthFailure _) {
            return Optional.empty();
        }
    }
}
