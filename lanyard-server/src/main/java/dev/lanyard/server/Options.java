// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.core.propagation.Delay;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// Everything a user can choose about a server. `./lanyard up --help` tells the meaning of each.
///
/// @param port 0 takes a free one
/// @param imdsPort 0 takes a free one, -1 turns the metadata service off
/// @param dataDir the directory of the SQLite database; without it and `databaseUrl` everything is in memory
/// @param databaseUrl `jdbc:postgresql:` and what follows
public record Options(
        InetAddress host,
        int port,
        int imdsPort,
        Optional<Path> dataDir,
        Optional<URI> databaseUrl,
        AccountId account,
        Region region,
        AuthMode auth,
        Images images,
        Transitions transitions,
        Delay propagationDelay) {

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

    /// @throws IllegalArgumentException with a sentence for the user when the options cannot hold together
    public Options {
        require(port >= 0 && port <= 65_535, "--port is a number from 0 to 65535.");
        require(imdsPort >= -1 && imdsPort <= 65_535, "--imds-port is a number from -1 to 65535.");
        require(port == 0 || port != imdsPort, "--port and --imds-port are two different ports.");
        require(dataDir.isEmpty() || databaseUrl.isEmpty(), "Choose --data-dir or --database-url, not both.");
        require(
                databaseUrl.isEmpty() || databaseUrl.get().toString().startsWith("jdbc:postgresql:"),
                "--database-url begins with jdbc:postgresql:");
    }

    private static void require(boolean truth, String sentence) {
        if (!truth) {
            throw new IllegalArgumentException(sentence);
        }
    }

    /// The defaults of `./lanyard up`, on free ports.
    public static Options onFreePorts() {
        return new Options(
                InetAddress.getLoopbackAddress(),
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                new AccountId("000000000000"),
                new Region("us-east-1"),
                AuthMode.ENFORCE,
                Images.ANY,
                Transitions.FAST,
                Delay.NONE);
    }

    /// The same with its data in a directory.
    public Options keptIn(Path directory) {
        return new Options(
                host,
                port,
                imdsPort,
                Optional.of(directory),
                Optional.empty(),
                account,
                region,
                auth,
                images,
                transitions,
                propagationDelay);
    }

    /// Whether only this machine can reach the server. Only then do the development credentials exist.
    public boolean loopback() {
        return host.isLoopbackAddress();
    }
}
