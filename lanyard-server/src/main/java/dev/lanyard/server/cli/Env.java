// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.cli;

import dev.lanyard.server.Node;
import dev.lanyard.server.Options.DevCredentials;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `lanyard env`: the lines for a shell, as in `eval "$(./lanyard env)"`.
final class Env {
    static final Flag<Optional<String>> INSTANCE = Flag.optional(
            "--instance", "ID", "Act as this running instance: its metadata service instead of keys.", id -> id);

    static final Flag<Integer> HOPS = new Flag<>(
            "--hops", "COUNT", "1", "How far from the instance: 1 on it, 2 in a container on it.", Flag::number);

    static final Command COMMAND = new Command(
            "env",
            "Print what to export: eval \"$(./lanyard env)\"",
            List.of(Up.HOST, Up.PORT, Up.TLS_CERT, Up.REGION, Up.DEV_CREDENTIALS, INSTANCE, HOPS),
            false,
            Env::run);

    private Env() {}

    private static int run(Arguments arguments, PrintWriter out) throws Misuse, Command.Failure {
        exports(arguments).printTo(out, "");
        return 0;
    }

    static Exports exports(Arguments arguments) throws Misuse, Command.Failure {
        InetAddress host = arguments.value(Up.HOST);
        Optional<Path> certificate = arguments.value(Up.TLS_CERT);
        URI endpoint = Node.endpoint(host, arguments.value(Up.PORT), certificate.isPresent());
        Optional<String> instance = arguments.value(INSTANCE);
        if (instance.isPresent()) {
            Instances.Instance found =
                    Instances.find(endpoint, certificate, instance.get()).at(arguments.value(HOPS));
            return Exports.forInstance(endpoint, found, arguments.environment()).trusting(certificate);
        }
        boolean known = host.isLoopbackAddress() && arguments.value(Up.DEV_CREDENTIALS) != DevCredentials.OFF;
        return Exports.forDeveloper(endpoint, arguments.value(Up.REGION), known, arguments.environment())
                .trusting(certificate);
    }
}
