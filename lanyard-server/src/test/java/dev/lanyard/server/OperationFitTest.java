// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

/// A server fits an operation to AWS's model when it is first called; that all fit is found out here.
final class OperationFitTest {
    @Test
    void everyOperationFitsAwssModel() throws Exception {
        try (Wire wire = Wire.start()) {
            assertThatCode(wire.lanyard().operations()::requireFit).doesNotThrowAnyException();
        }
    }
}
