// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import java.util.function.Supplier;

/// The unit of work. Ports called inside take part in it; ports called outside any run as a read of their own.
public interface Transactions {

    /// Runs reads on one consistent snapshot. Work may run more than once and must have no other effect.
    <T> T read(Supplier<T> work);

    /// Runs reads and writes as one serializable transaction and returns only when it is durable (on the disk, unless
    /// the store is in memory). When `work` throws, nothing of it remains. Work that lost against a concurrent
    /// transaction (SQLSTATE 40001) runs again from its start, so it must have no effect but through ports.
    <T> T write(Supplier<T> work);
}
