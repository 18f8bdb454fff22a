// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import dev.lanyard.aws.wire.Fault;
import java.util.List;

/// Decides whether a caller may do what an operation needs.
@FunctionalInterface
public interface Authorizer {
    /// Returns when every permission is granted.
    ///
    /// @throws Fault the service's access-denied fault, which names the first permission that is not granted
    void check(String service, List<Permission> needed, Call call);
}
