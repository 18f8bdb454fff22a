// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

/// A fault of the service, as a client tells it: code and message.
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal(String code, String message) {
        super(code + ": " + message);
    }
}
