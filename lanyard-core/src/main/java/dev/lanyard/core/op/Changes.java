// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

/// Tells whether anything may have been written, so that what was read can be kept and used again.
@FunctionalInterface
public interface Changes {
    /// A number. What was read after the number was asked for holds for as long as the number stays; it stays for ever
    /// different once a write has returned. A store that others write to as well never gives a number twice.
    long count();
}
