// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import dev.lanyard.aws.fault.Fault;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Who may call an operation at all, whatever policies say.
///
/// @param signed whether a signature is asked for; where it is not, it is not looked at either
/// @param bindsRoot whether policies bind a root that is let in, as they bind everybody else
/// @param refusal what is answered to a caller who is shut out of the operation of this name
public record Audience(boolean signed, boolean bindsRoot, BiFunction<Caller, String, Optional<Fault>> refusal) {
    /// Every caller whose signature is good.
    public static final Audience SIGNED = new Audience(true, false, (_, _) -> Optional.empty());

    /// Everybody.
    public static final Audience UNSIGNED = new Audience(false, false, (_, _) -> Optional.empty());

    /// All signed callers but those with credentials of GetSessionToken or GetFederationToken.
    ///
    /// @param refusal what they are told of the operation of this name
    public static Audience withoutTokens(Function<String, Fault> refusal) {
        return new Audience(true, false, (caller, operation) -> switch (caller) {
            case Caller.TokenBearer _, Caller.FederatedUser _ -> Optional.of(refusal.apply(operation));
            default -> Optional.empty();
        });
    }
}
