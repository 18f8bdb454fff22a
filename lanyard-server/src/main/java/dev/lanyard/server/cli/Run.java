// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/// `lanyard run`: a program as if on an instance.
final class Run {
    private static final int CANNOT_RUN = 127;

    static final Command COMMAND = new Command(
            "run",
            "Run a program as if on an instance: ./lanyard run --instance i-0123456789abcdef0 -- aws s3 ls",
            List.of(Up.HOST, Up.PORT, Up.TLS_CERT, Env.INSTANCE, Env.HOPS),
            true,
            Run::run);

    private Run() {}

    private static int run(Arguments arguments, PrintWriter out) throws Misuse, Command.Failure, InterruptedException {
        if (arguments.value(Env.INSTANCE).isEmpty()) {
            throw new Misuse("Say which instance with --instance.");
        }
        if (arguments.program().isEmpty()) {
            throw new Misuse("Say what to run after --.");
        }
        Exports exports = Env.exports(arguments);
        ProcessBuilder program = new ProcessBuilder(arguments.program()).inheritIO();
        program.environment().clear();
        program.environment().putAll(arguments.environment());
        exports.applyTo(program.environment());
        out.flush();
        try {
            return new Child().start(program).waitFor();
        } catch (IOException failure) {
            throw new Command.Failure(CANNOT_RUN, failure.getMessage(), failure);
        }
    }

    /// A program that does not outlive this process: a signal that ends `run` is meant for it.
    private static final class Child {
        private Optional<Process> process = Optional.empty();

        synchronized Process start(ProcessBuilder program) throws IOException {
            Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end of program"));
            Process started = program.start();
            process = Optional.of(started);
            return started;
        }

        /// Waits for a start that is going on.
        private synchronized void end() {
            process.ifPresent(Process::destroy);
            process.ifPresent(running -> running.onExit().join());
        }
    }
}
