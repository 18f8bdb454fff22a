// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.cli;

import java.io.PrintWriter;
import java.io.Serial;
import java.util.List;

/// One command of the command line.
///
/// @param runsProgram whether words that are no options name a program to run
record Command(String name, String summary, List<Flag<?>> flags, boolean runsProgram, Action action) {
    private static final String INDENT = " ".repeat(29);

    /// Does the command and returns its exit code. A `Failure` becomes one line and exit code 1.
    interface Action {
        int run(Arguments arguments, PrintWriter out) throws Misuse, Failure, InterruptedException;
    }

    /// Why a command could not do its work, in one line.
    static final class Failure extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        private final int exitCode;

        Failure(int exitCode, String sentence, Throwable cause) {
            super(sentence, cause);
            this.exitCode = exitCode;
        }

        int exitCode() {
            return exitCode;
        }
    }

    void printHelp(PrintWriter out) {
        out.println("Usage: ./lanyard " + name + " [OPTION]..." + (runsProgram ? " -- PROGRAM [ARGUMENT]..." : ""));
        out.println(summary);
        out.println();
        for (Flag<?> flag : flags) {
            String start = "  " + flag.name() + ' ' + flag.value();
            for (String line : flag.help()) {
                out.println(start + INDENT.substring(Math.min(start.length(), INDENT.length() - 1)) + line);
                start = "";
            }
        }
        out.println();
        out.println("An option wins over its environment variable.");
    }
}
