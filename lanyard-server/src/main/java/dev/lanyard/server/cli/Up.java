// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.cli;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.core.propagation.Delay;
import dev.lanyard.core.sts.SecretStore.RootKey;
import dev.lanyard.server.Node;
import dev.lanyard.server.Options;
import dev.lanyard.server.StartFailure;
import dev.lanyard.server.imds.MetadataListener;
import dev.lanyard.store.sql.DatabaseUrl;
import java.io.Console;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/// `lanyard up`: the server in the foreground.
final class Up {
    static final Flag<InetAddress> HOST = new Flag<>(
            "--host",
            "ADDRESS",
            "127.0.0.1",
            "Bind address. Anything but loopback turns the development credentials off.",
            Up::address);
    static final Flag<Integer> PORT = new Flag<>(
            "--port",
            "PORT",
            "4566",
            "AWS APIs, console and admin paths; 0 picks a free port and prints it.",
            Flag::number);
    static final Flag<Region> REGION =
            new Flag<>("--region", "REGION", "us-east-1", "Region used where a request names none.", Region::new);
    private static final Flag<Integer> IMDS_PORT = new Flag<>(
            "--imds-port",
            "PORT",
            "1338",
            "Instance metadata service; 0 picks a free port, -1 turns it off.",
            Flag::number);
    private static final Flag<Optional<Path>> DATA_DIR = Flag.optional(
            "--data-dir",
            "DIRECTORY",
            "Directory of the SQLite database. Without it everything is in memory, gone at exit.",
            Path::of);
    private static final Flag<Optional<String>> DATABASE_URL = Flag.optional(
            "--database-url", "URL", "jdbc:postgresql://... for a database that several servers share.", text -> text);
    private static final Flag<AccountId> ACCOUNT =
            new Flag<>("--account", "ID", "000000000000", "The default account.", AccountId::new);
    private static final Flag<Options.AuthMode> AUTH = new Flag<>(
            "--auth",
            "MODE",
            "enforce",
            "enforce: signatures and policies; signature: signatures only; off: every caller is root.",
            Flag.oneOf(Options.AuthMode.class));
    private static final Flag<Options.Images> IMAGES = new Flag<>(
            "--images",
            "WHICH",
            "any",
            "any: every well-formed image id exists; catalogue: only the built-in images.",
            Flag.oneOf(Options.Images.class));
    private static final Flag<Options.Transitions> TRANSITIONS = new Flag<>(
            "--transitions",
            "PACE",
            "fast",
            "EC2 state changes take about a second (fast), as on AWS (aws), or are over at once (zero).",
            Flag.oneOf(Options.Transitions.class));
    private static final Flag<Delay> PROPAGATION_DELAY = new Flag<>(
            "--propagation-delay",
            "TIME",
            "0s",
            "How late others see changes in IAM: 2s, 5s-15s or 5s-15s,seed=42.",
            Delay::parse);
    private static final Flag<Optional<Path>> MASTER_KEY_FILE = Flag.optional(
            "--master-key-file",
            "FILE",
            "Holds the master key, made at the first start; without it the database does.",
            Path::of);
    static final Flag<Options.DevCredentials> DEV_CREDENTIALS = new Flag<>(
            "--dev-credentials",
            "WHEN",
            "auto",
            "The keys test/test: on, off, or auto: on while only this machine reaches it.",
            Flag.oneOf(Options.DevCredentials.class));
    private static final Flag<List<String>> ALLOW_ORIGIN =
            Flag.list("--allow-origin", "ORIGIN", "Further browser origins that may call the AWS APIs; repeatable.");
    private static final Flag<List<String>> ALLOW_HOST =
            Flag.list("--allow-host", "NAME", "Further names that this server may be called by; repeatable.");
    private static final Flag<List<String>> TRUSTED_PROXY =
            Flag.list("--trusted-proxy", "CIDR", "Proxies whose X-Forwarded-For and -Proto are believed; repeatable.");
    static final Flag<Optional<Path>> TLS_CERT =
            Flag.optional("--tls-cert", "FILE", "PEM file of the certificate: the API port then speaks TLS.", Path::of);
    private static final Flag<Optional<Path>> TLS_KEY =
            Flag.optional("--tls-key", "FILE", "PEM file of its private key.", Path::of);

    static final Command COMMAND = new Command(
            "up",
            "Start the server in the foreground.",
            List.of(
                    HOST,
                    PORT,
                    IMDS_PORT,
                    DATA_DIR,
                    DATABASE_URL,
                    ACCOUNT,
                    REGION,
                    AUTH,
                    IMAGES,
                    TRANSITIONS,
                    PROPAGATION_DELAY,
                    MASTER_KEY_FILE,
                    DEV_CREDENTIALS,
                    ALLOW_ORIGIN,
                    ALLOW_HOST,
                    TRUSTED_PROXY,
                    TLS_CERT,
                    TLS_KEY),
            false,
            Up::run);

    private Up() {}

    static Options options(Arguments arguments) throws Misuse {
        try {
            return Options.builder()
                    .host(arguments.value(HOST))
                    .port(arguments.value(PORT))
                    .imdsPort(arguments.value(IMDS_PORT))
                    .dataDir(arguments.value(DATA_DIR))
                    .databaseUrl(databaseUrl(arguments))
                    .masterKeyFile(arguments.value(MASTER_KEY_FILE))
                    .account(arguments.value(ACCOUNT))
                    .region(arguments.value(REGION))
                    .auth(arguments.value(AUTH))
                    .images(arguments.value(IMAGES))
                    .transitions(arguments.value(TRANSITIONS))
                    .propagationDelay(arguments.value(PROPAGATION_DELAY))
                    .devCredentials(arguments.value(DEV_CREDENTIALS))
                    .allowOrigins(arguments.value(ALLOW_ORIGIN))
                    .allowHosts(arguments.value(ALLOW_HOST))
                    .trustedProxies(arguments.value(TRUSTED_PROXY))
                    .tls(tls(arguments.value(TLS_CERT), arguments.value(TLS_KEY)))
                    .build();
        } catch (IllegalArgumentException failure) {
            throw new Misuse(failure.getMessage());
        }
    }

    /// Read here and not by the option itself, whose complaint would show what was written.
    private static Optional<DatabaseUrl> databaseUrl(Arguments arguments) throws Misuse {
        Optional<String> password = Optional.ofNullable(arguments.environment().get("PGPASSWORD"));
        return arguments.value(DATABASE_URL).map(DatabaseUrl::parse).map(url -> url.orPassword(password));
    }

    private static Optional<Options.Tls> tls(Optional<Path> certificate, Optional<Path> key) {
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("--tls-cert and --tls-key go together.");
        }
        return certificate.map(it -> new Options.Tls(it, key.orElseThrow()));
    }

    private static int run(Arguments arguments, PrintWriter out) throws Misuse, Command.Failure, InterruptedException {
        Options options = options(arguments);
        try (Node node = Node.start(options)) {
            Thread stop = new Thread(node::close, "shutdown");
            Runtime.getRuntime().addShutdownHook(stop);
            // Of an outage the store says one line; the pool would say one for each connection.
            options.databaseUrl()
                    .ifPresent(_ -> Logger.getLogger("com.zaxxer.hikari").setLevel(Level.SEVERE));
            greet(out, options, node.endpoint(), node.metadata());
            if (node.newRootKey().isPresent()) {
                show(out, node.newRootKey().get(), options, arguments.environment());
            }
            out.flush();
            node.awaitClose();
            return 0;
        } catch (StartFailure failure) {
            throw new Command.Failure(1, failure.getMessage(), failure);
        }
    }

    static void greet(PrintWriter out, Options options, URI endpoint, Optional<MetadataListener> metadata) {
        String kept = options.dataDir()
                .map(directory -> "kept in " + directory)
                .or(() -> options.databaseUrl().map(_ -> "kept in PostgreSQL"))
                .orElse("in memory, gone at exit");
        out.println("Lanyard listens on " + endpoint + " (" + kept + "). Point your tools at it:");
        out.println();
        Exports.forDeveloper(endpoint, options.region(), options.hasDevelopmentCredentials(), Map.of())
                .trusting(options.tls().map(Options.Tls::certificate))
                .printTo(out, "  ");
        out.println();
        metadata.ifPresent(reach -> out.println("Instance metadata is on port " + reach.port()
                + (reach.everyAddress() ? "." : ", by path only: this machine lacks the addresses 127.64.0.0/10.")));
        out.println("Ctrl-C stops it.");
    }

    private static void show(PrintWriter out, RootKey key, Options options, Map<String, String> environment)
            throws Command.Failure {
        out.println();
        if (isTerminal()) {
            out.println("Root key of account " + key.account() + ", shown this once:");
            RootKeyFile.exports(key).lines().forEach(line -> out.println("  " + line));
        } else {
            Path file = RootKeyFile.write(key, options.dataDir(), environment);
            out.println("Root key of account " + key.account() + ", written this once: " + file);
        }
    }

    @SuppressWarnings("SystemConsoleNull") // JDK 25 gives none again where a stream is redirected.
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException failure) {
            throw new IllegalArgumentException("there is no such host.", failure);
        }
    }
}
