// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.cli;

import java.io.Serial;

/// A command line that is not understood, and why in one line.
final class Misuse extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    Misuse(String sentence) {
        super(sentence);
    }
}
