// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import java.util.List;

/// The access rule of an operation: every pair of action and resource that the caller must be allowed, in the order
/// in which they are judged. The first that is denied names the failure.
@FunctionalInterface
public interface Access<I> {
    List<Permission> of(I input, Call call);
}
