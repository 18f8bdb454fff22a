// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.fault.FaultCode;
import dev.lanyard.aws.policy.AccessDeniedText;
import dev.lanyard.aws.policy.Decision;
import java.util.Optional;
import java.util.function.Supplier;

/// The fault with which a service tells a caller that a permission is missing.
@FunctionalInterface
public interface Denial {
    /// @param caller the caller's ARN
    /// @param decision a deny
    /// @param explanation makes the text that `sts:DecodeAuthorizationMessage` reads, at some cost
    Fault of(String caller, Permission missing, Decision decision, Supplier<String> explanation);

    /// The sentence of most services.
    static Denial with(FaultCode code) {
        return (caller, missing, decision, _) -> code.because(sentence(caller, missing, decision));
    }

    static String sentence(String caller, Permission missing, Decision decision) {
        return AccessDeniedText.of(caller, missing.action(), Optional.of(missing.shown()), decision);
    }
}
