// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// Stands by when operations write.
public interface Witness {
    /// Looks away.
    Witness NOBODY = new Witness() {
        @Override
        public <O extends Record> O watch(Event<O> event) {
            return event.work().get();
        }
    };

    /// Has to do the work and give what it gives. Runs inside the transaction of the work, so that what a witness
    /// writes stays or goes with it.
    <O extends Record> O watch(Event<O> event);

    /// @param input the tree that the caller sent
    /// @param shown the tree that the caller is shown of an output
    record Event<O extends Record>(
            Operation<?, O> operation,
            Map<String, Object> input,
            Call call,
            Supplier<O> work,
            Function<O, Map<String, Object>> shown) {}
}
