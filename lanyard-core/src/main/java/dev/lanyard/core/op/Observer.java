// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

/// Sees every request to an AWS API once, at its end, when its answer is ready and not yet on its way.
@FunctionalInterface
public interface Observer {
    /// Has to return soon, for the client waits. What it throws is logged and changes nothing.
    void ended(Invocation invocation);
}
