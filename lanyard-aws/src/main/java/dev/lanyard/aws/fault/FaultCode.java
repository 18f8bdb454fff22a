// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.fault;

/// An error code that one service answers with. Each service lists its codes in one enum.
public interface FaultCode {
    /// The code as clients see it, such as `NoSuchEntity`. The service model knows its HTTP status.
    String code();

    default Fault because(String message) {
        return new Fault(this, message);
    }
}
