// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

/// Tells whether anything may have been written, so that what was read can be kept and used again.
@FunctionalInterface
public interface Changes {
    /// The number inside a write: what is read there may be taken back, so nobody may keep it.
    long UNSETTLED = Long.MIN_VALUE;

    /// A number. What was read after the number was asked for holds for as long as the number stays; it stays for ever
    /// different once a write has returned. Inside a read it is the number of the snapshot, inside a write
    /// [#UNSETTLED]. A store that others write to as well never gives a number twice.
    long count();
}
