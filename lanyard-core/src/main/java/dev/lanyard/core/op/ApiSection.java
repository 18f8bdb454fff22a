// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import java.util.List;

/// The operations of one resource.
public interface ApiSection {
    List<Operation<?, ?>> operations();
}
