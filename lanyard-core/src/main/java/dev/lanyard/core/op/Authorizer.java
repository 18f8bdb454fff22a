// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import dev.lanyard.aws.wire.Fault;
import java.util.List;
import java.util.function.Supplier;

/// Decides whether a caller may do what an operation needs.
@FunctionalInterface
public interface Authorizer {
    /// Lets everybody do everything.
    Authorizer NOBODY_ASKS = (_, _, _) -> {};

    /// Returns when every permission is granted.
    ///
    /// @param needed what the operation's access rule says; costs reads, so it is asked for at most once
    /// @throws Fault the service's access-denied fault, which names the first permission that is not granted
    void check(Operation<?, ?> operation, Supplier<List<Permission>> needed, Call call);
}
