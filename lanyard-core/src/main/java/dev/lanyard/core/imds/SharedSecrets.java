// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.imds;

import java.util.function.Supplier;

/// Keys of the metadata service that all nodes share.
@FunctionalInterface
public interface SharedSecrets {
    /// The secret of this name, which is made by the first who asks. Callers are not inside a read.
    byte[] secret(String name, Supplier<byte[]> maker);
}
