// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.cli;

import dev.lanyard.store.sql.DatabaseUrl;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The command line. Exit codes: 0 done, 1 could not, 2 not understood, 130 and 143 stopped by Ctrl-C and SIGTERM;
/// `run` hands on the code of its program. `docs/decisions/command-line.md` tells why no library reads the options.
public final class Main {
    private static final int NOT_UNDERSTOOD = 2;
    private static final int INTERRUPTED = 130;
    private static final String TRAIN = "train";
    private static final List<Command> COMMANDS = List.of(Up.COMMAND, Env.COMMAND, Run.COMMAND);

    private Main() {}

    public static void main(String[] words) {
        // One line per log record, for the default handler of java.util.logging, which stays asleep until then.
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT %4$s %3$s: %5$s%6$s%n");
        Charset terminal = System.out.charset();
        PrintWriter out = new PrintWriter(System.out, false, terminal);
        PrintWriter err = new PrintWriter(System.err, false, terminal);
        System.exit(run(Arrays.asList(words), System.getenv(), out, err));
    }

    static int run(List<String> words, Map<String, String> environment, PrintWriter out, PrintWriter err) {
        try {
            return run(words, environment, out);
        } catch (Misuse failure) {
            err.println("lanyard: " + failure.getMessage() + " Try --help.");
            return NOT_UNDERSTOOD;
        } catch (Command.Failure failure) {
            err.println("lanyard: " + failure.getMessage());
            return failure.exitCode();
        } catch (InterruptedException _) {
            return INTERRUPTED;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static int run(List<String> words, Map<String, String> environment, PrintWriter out)
            throws Misuse, Command.Failure, InterruptedException {
        if (words.isEmpty()) {
            throw new Misuse("Say what to do: up, env or run.");
        }
        String name = words.getFirst();
        if (name.equals("-h") || name.equals("--help")) {
            printHelp(out);
            return 0;
        }
        Command command = command(name);
        Arguments arguments = Arguments.read(command, words.subList(1, words.size()), environment);
        if (arguments.help()) {
            command.printHelp(out);
            return 0;
        }
        return command.action().run(arguments, out);
    }

    private static Command command(String name) throws Misuse {
        if (name.equals(TRAIN)) {
            return Train.COMMAND;
        }
        for (Command command : COMMANDS) {
            if (command.name().equals(name)) {
                return command;
            }
        }
        throw new Misuse("There is no command " + DatabaseUrl.masked(name) + ".");
    }

    private static void printHelp(PrintWriter out) {
        out.println("Usage: ./lanyard COMMAND [OPTION]...");
        out.println("The AWS instance-profile system as software you run yourself.");
        out.println();
        for (Command command : COMMANDS) {
            out.println("  " + command.name() + "   ".substring(command.name().length() - 2) + command.summary());
        }
        out.println();
        out.println("./lanyard COMMAND --help lists the options of a command.");
    }
}
