// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import dev.lanyard.aws.fault.Fault;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What happens besides when an operation answers with a fault that it does not declare. The fault stays the answer.
@FunctionalInterface
public interface UndeclaredFaults {
    /// For tests: fails, whoever asked.
    UndeclaredFaults FORBIDDEN = (operation, fault) -> {
        throw new AssertionError(
                operation.name() + " does not declare " + fault.code().code() + ": " + fault.getMessage());
    };

    void answered(Operation<?, ?> operation, Fault fault);

    /// For servers: logs each pair of operation and code once.
    static UndeclaredFaults logged() {
        Logger log = System.getLogger(UndeclaredFaults.class.getName());
        Set<String> known = ConcurrentHashMap.newKeySet();
        return (operation, fault) -> {
            String pair = operation.name() + " answers with " + fault.code().code();
            if (known.add(pair)) {
                log.log(Level.WARNING, pair + ", which it does not declare.");
            }
        };
    }
}
