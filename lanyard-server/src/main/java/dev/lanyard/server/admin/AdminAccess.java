// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.admin;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.sigv4.AuthFailure;
import dev.lanyard.aws.sigv4.Proof;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.sts.StsService;
import dev.lanyard.server.Options;
import dev.lanyard.server.aws.Authentication;
import dev.lanyard.server.browser.BrowserGuard;
import java.util.Optional;
import java.util.function.Predicate;

/// Who may use the admin paths.
public record AdminAccess(Options options, BrowserGuard guard, Authentication authentication) {
    /// Why a browser does not get an answer for the page that it shows.
    Optional<String> foreignPage(WireRequest request) {
        return guard.foreignPage(request);
    }

    /// Why a request gets no answer, whoever sends it.
    Optional<String> refusal(WireRequest request) {
        Optional<String> name = request.local() ? guard.foreignName(request) : Optional.empty();
        return name.or(() -> foreignPage(request));
    }

    /// The accounts whose root the sender is; empty when he is nobody's.
    ///
    /// Whoever reaches a server that only this machine reaches can be every root by the development credentials.
    /// Everybody else signs, as to STS. Where signatures do not count, none is proof.
    Optional<Predicate<AccountId>> ruled(WireRequest request) {
        boolean anybodyIsRoot = options.hasDevelopmentCredentials() || options.auth() == Options.AuthMode.OFF;
        if (request.local() && options.loopback() && anybodyIsRoot) {
            return Optional.of(_ -> true);
        }
        if (options.auth() == Options.AuthMode.OFF) {
            return Optional.empty();
        }
        try {
            return authentication.identify(Proof.of(request), StsService.STS).caller() instanceof Caller.Root root
                    ? Optional.of(root.account()::equals)
                    : Optional.empty();
        } catch (AuthFailure _) {
            return Optional.empty();
        }
    }

    /// Whether the sender is on this machine or the root of the default account.
    boolean isAdministrator(WireRequest request, Optional<Predicate<AccountId>> ruled) {
        return request.local() || ruled.orElse(_ -> false).test(options.account());
    }
}
