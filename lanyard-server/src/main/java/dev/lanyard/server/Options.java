// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.core.propagation.Delay;
import dev.lanyard.server.browser.Host;
import dev.lanyard.server.browser.WebOrigin;
import dev.lanyard.store.sql.DatabaseUrl;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Everything a user can choose about a server. `./lanyard up --help` tells the meaning of each.
///
/// @param port 0 takes a free one
/// @param imdsPort 0 takes a free one, -1 turns the metadata service off
/// @param dataDir the directory of the SQLite database; without it and `databaseUrl` everything is in memory
/// @param databaseUrl a PostgreSQL database, which several servers may share
/// @param masterKeyFile holds the key that secrets derive from; without it the key is in the database
/// @param allowOrigins further browser origins, such as `https://tools.example:8443`, that may call the AWS APIs
/// @param allowHosts further names that a request may call this server by, without port
/// @param trustedProxies CIDR blocks whose `X-Forwarded-For` and `-Proto` are believed
/// @param tls with it the API port speaks TLS only
public record Options(
        InetAddress host,
        int port,
        int imdsPort,
        Optional<Path> dataDir,
        Optional<DatabaseUrl> databaseUrl,
        Optional<Path> masterKeyFile,
        AccountId account,
        Region region,
        AuthMode auth,
        Images images,
        Transitions transitions,
        Delay propagationDelay,
        DevCredentials devCredentials,
        List<String> allowOrigins,
        List<String> allowHosts,
        List<String> trustedProxies,
        Optional<Tls> tls) {

    /// What is asked of a caller.
    public enum AuthMode {
        ENFORCE,
        SIGNATURE,
        OFF
    }

    /// Which image ids exist.
    public enum Images {
        ANY,
        CATALOGUE
    }

    /// How long EC2 state changes take.
    public enum Transitions {
        FAST,
        AWS,
        ZERO
    }

    /// Whether the development credentials exist; `AUTO`: on a server that only this machine can reach.
    public enum DevCredentials {
        AUTO,
        ON,
        OFF
    }

    /// PEM files.
    ///
    /// @param certificate the server's certificate, followed by those of the authorities between it and the root
    /// @param key its private key, PKCS #8
    public record Tls(Path certificate, Path key) {}

    /// @throws IllegalArgumentException with a sentence for the user when the options cannot hold together
    public Options {
        require(port >= 0 && port <= 65_535, "--port is a number from 0 to 65535.");
        require(imdsPort >= -1 && imdsPort <= 65_535, "--imds-port is a number from -1 to 65535.");
        require(port == 0 || port != imdsPort, "--port and --imds-port are two different ports.");
        require(dataDir.isEmpty() || databaseUrl.isEmpty(), "Choose --data-dir or --database-url, not both.");
        require(
                devCredentials != DevCredentials.ON || host.isLoopbackAddress(),
                "--dev-credentials on needs a --host that only this machine reaches: everybody knows these keys.");
        for (String origin : allowOrigins) {
            require(
                    WebOrigin.parse(origin).isPresent(),
                    "--allow-origin is an origin as browsers send it, such as https://tools.example:8443, and not '"
                            + origin + "'.");
        }
        for (String name : allowHosts) {
            require(
                    Host.parse(name).isPresent(),
                    "--allow-host is a name or an address without port, such as lanyard.example, and not '" + name
                            + "'.");
        }
        allowOrigins = List.copyOf(allowOrigins);
        allowHosts = List.copyOf(allowHosts);
        trustedProxies = List.copyOf(trustedProxies);
    }

    private static void require(boolean truth, String sentence) {
        if (!truth) {
            throw new IllegalArgumentException(sentence);
        }
    }

    /// The defaults of `./lanyard up`.
    public static Builder builder() {
        return new Builder();
    }

    /// The defaults of `./lanyard up`, on free ports.
    public static Builder onFreePorts() {
        return builder().port(0).imdsPort(0);
    }

    /// Whether only this machine can reach the server.
    public boolean loopback() {
        return host.isLoopbackAddress();
    }

    /// Whether the keys that everybody knows are root here.
    public boolean hasDevelopmentCredentials() {
        return devCredentials != DevCredentials.OFF && loopback();
    }

    /// Options one by one, for whoever wants few of them to differ from the defaults.
    public static final class Builder {
        private InetAddress host = InetAddress.ofLiteral("127.0.0.1");
        private int port = 4566;
        private int imdsPort = 1338;
        private Optional<Path> dataDir = Optional.empty();
        private Optional<DatabaseUrl> databaseUrl = Optional.empty();
        private Optional<Path> masterKeyFile = Optional.empty();
        private AccountId account = new AccountId("000000000000");
        private Region region = new Region("us-east-1");
        private AuthMode auth = AuthMode.ENFORCE;
        private Images images = Images.ANY;
        private Transitions transitions = Transitions.FAST;
        private Delay propagationDelay = Delay.NONE;
        private DevCredentials devCredentials = DevCredentials.AUTO;
        private List<String> allowOrigins = List.of();
        private List<String> allowHosts = List.of();
        private List<String> trustedProxies = List.of();
        private Optional<Tls> tls = Optional.empty();

        private Builder() {}

        public Builder host(InetAddress value) {
            host = value;
            return this;
        }

        public Builder port(int value) {
            port = value;
            return this;
        }

        public Builder imdsPort(int value) {
            imdsPort = value;
            return this;
        }

        public Builder dataDir(Path value) {
            return dataDir(Optional.of(value));
        }

        public Builder dataDir(Optional<Path> value) {
            dataDir = value;
            return this;
        }

        public Builder databaseUrl(DatabaseUrl value) {
            return databaseUrl(Optional.of(value));
        }

        public Builder databaseUrl(Optional<DatabaseUrl> value) {
            databaseUrl = value;
            return this;
        }

        public Builder masterKeyFile(Optional<Path> value) {
            masterKeyFile = value;
            return this;
        }

        public Builder account(AccountId value) {
            account = value;
            return this;
        }

        public Builder region(Region value) {
            region = value;
            return this;
        }

        public Builder auth(AuthMode value) {
            auth = value;
            return this;
        }

        public Builder images(Images value) {
            images = value;
            return this;
        }

        public Builder transitions(Transitions value) {
            transitions = value;
            return this;
        }

        public Builder propagationDelay(Delay value) {
            propagationDelay = value;
            return this;
        }

        public Builder devCredentials(DevCredentials value) {
            devCredentials = value;
            return this;
        }

        public Builder allowOrigins(List<String> value) {
            allowOrigins = value;
            return this;
        }

        public Builder allowHosts(List<String> value) {
            allowHosts = value;
            return this;
        }

        public Builder trustedProxies(List<String> value) {
            trustedProxies = value;
            return this;
        }

        public Builder tls(Optional<Tls> value) {
            tls = value;
            return this;
        }

        /// @throws IllegalArgumentException with a sentence for the user when the options cannot hold together
        public Options build() {
            return new Options(
                    host,
                    port,
                    imdsPort,
                    dataDir,
                    databaseUrl,
                    masterKeyFile,
                    account,
                    region,
                    auth,
                    images,
                    transitions,
                    propagationDelay,
                    devCredentials,
                    allowOrigins,
                    allowHosts,
                    trustedProxies,
                    tls);
        }
    }
}
