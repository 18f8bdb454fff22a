// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.core.propagation.Delay;
import dev.lanyard.server.Options;
import dev.lanyard.store.sql.DatabaseUrl;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpOptionsTest {
    private static final Map<String, String> EVERYTHING = Map.ofEntries(
            Map.entry("--host", "0.0.0.0"),
            Map.entry("--port", "1"),
            Map.entry("--imds-port", "-1"),
            Map.entry("--data-dir", "some/where"),
            Map.entry("--account", "123456789012"),
            Map.entry("--region", "eu-west-1"),
            Map.entry("--auth", "signature"),
            Map.entry("--images", "catalogue"),
            Map.entry("--transitions", "zero"),
            Map.entry("--propagation-delay", "500ms-15s,seed=7"),
            Map.entry("--master-key-file", "a/key"),
            Map.entry("--dev-credentials", "off"),
            Map.entry("--allow-origin", "https://a.example,http://b.example:81"),
            Map.entry("--allow-host", "lanyard.example"),
            Map.entry("--trusted-proxy", "10.0.0.0/8,fd00::/8"),
            Map.entry("--tls-cert", "cert.pem"),
            Map.entry("--tls-key", "key.pem"));

    private static Options options(Map<String, String> environment, String... words) throws Misuse {
        return Up.options(Arguments.read(Up.COMMAND, List.of(words), environment));
    }

    private static Options everything() throws Exception {
        return Options.builder()
                .host(InetAddress.ofLiteral("0.0.0.0"))
                .port(1)
                .imdsPort(-1)
                .dataDir(Path.of("some/where"))
                .masterKeyFile(Optional.of(Path.of("a/key")))
                .account(new AccountId("123456789012"))
                .region(new Region("eu-west-1"))
                .auth(Options.AuthMode.SIGNATURE)
                .images(Options.Images.CATALOGUE)
                .transitions(Options.Transitions.ZERO)
                .propagationDelay(new Delay(Duration.ofMillis(500), Duration.ofSeconds(15), 7))
                .devCredentials(Options.DevCredentials.OFF)
                .allowOrigins(List.of("https://a.example", "http://b.example:81"))
                .allowHosts(List.of("lanyard.example"))
                .trustedProxies(List.of("10.0.0.0/8", "fd00::/8"))
                .tls(Optional.of(new Options.Tls(Path.of("cert.pem"), Path.of("key.pem"))))
                .build();
    }

    @Test
    void theDefaultsAreThoseOfTheDesign() throws Exception {
        Options defaults = options(Map.of());
        assertThat(defaults)
                .isEqualTo(new Options(
                        InetAddress.ofLiteral("127.0.0.1"),
                        4566,
                        1338,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        new AccountId("000000000000"),
                        new Region("us-east-1"),
                        Options.AuthMode.ENFORCE,
                        Options.Images.ANY,
                        Options.Transitions.FAST,
                        Delay.NONE,
                        Options.DevCredentials.AUTO,
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty()));
        assertThat(defaults.loopback()).isTrue();
        assertThat(everything().loopback()).isFalse();
    }

    @Test
    void everyOptionIsReadFromTheCommandLine() throws Exception {
        String[] words = EVERYTHING.entrySet().stream()
                .map(option -> option.getKey() + '=' + option.getValue())
                .toArray(String[]::new);
        assertThat(options(Map.of(), words)).isEqualTo(everything());
    }

    @Test
    void everyOptionIsReadFromTheEnvironment() throws Exception {
        Map<String, String> environment = new HashMap<>();
        for (Flag<?> flag : Up.COMMAND.flags()) {
            environment.put(flag.variable(), EVERYTHING.getOrDefault(flag.name(), ""));
        }
        assertThat(options(environment)).isEqualTo(everything());
    }

    @Test
    void theCommandLineWins() throws Misuse {
        assertThat(options(Map.of("LANYARD_PORT", "1"), "--port", "2").port()).isEqualTo(2);
    }

    @Test
    void aDatabaseUrlIsKept() throws Misuse {
        assertThat(options(Map.of("LANYARD_DATABASE_URL", "jdbc:postgresql://db/lanyard?user=a&password=b"))
                        .databaseUrl())
                .contains(DatabaseUrl.parse("jdbc:postgresql://db/lanyard?user=a&password=b"));
    }

    @Test
    void aDirectoryAndADatabaseTogetherAreRefused() {
        assertThatThrownBy(() -> options(Map.of("LANYARD_DATA_DIR", "x"), "--database-url=jdbc:postgresql://h/d"))
                .isInstanceOf(Misuse.class)
                .hasMessage("Choose --data-dir or --database-url, not both.");
    }

    @Test
    void someOptionsMayBeGivenMoreThanOnce() throws Misuse {
        Map<String, String> environment = Map.of("LANYARD_ALLOW_HOST", "ignored.example");
        assertThat(options(environment, "--allow-host", "a.example", "--allow-host=b.example,c.example")
                        .allowHosts())
                .containsExactly("a.example", "b.example", "c.example");
    }

    @Test
    void aCertificateNeedsItsKey() {
        for (String half : List.of("--tls-cert", "--tls-key")) {
            assertThatThrownBy(() -> options(Map.of(), half, "x.pem"))
                    .isInstanceOf(Misuse.class)
                    .hasMessage("--tls-cert and --tls-key go together.");
        }
    }

    @Test
    void developmentCredentialsAreForThisMachineOnly() throws Misuse {
        assertThat(options(Map.of()).hasDevelopmentCredentials()).isTrue();
        assertThat(options(Map.of(), "--dev-credentials", "off").hasDevelopmentCredentials())
                .isFalse();
        assertThat(options(Map.of(), "--host", "0.0.0.0").hasDevelopmentCredentials())
                .isFalse();
        assertThatThrownBy(() -> options(Map.of(), "--host", "0.0.0.0", "--dev-credentials", "on"))
                .isInstanceOf(Misuse.class)
                .hasMessageContaining("--dev-credentials on needs a --host");
    }

    @ParameterizedTest
    @CsvSource({
        "--port,x",
        "--port,65536",
        "--port,-1",
        "--imds-port,-2",
        "--imds-port,4566",
        "--host,no such host",
        "--account,12345",
        "--region,''",
        "--auth,maybe",
        "--images,all",
        "--dev-credentials,maybe",
        "--transitions,slow",
        "--propagation-delay,5",
        "--propagation-delay,-1s",
        "--propagation-delay,99999999999s",
        "--propagation-delay,15s-5s",
        "--propagation-delay,25h",
        "--propagation-delay,2000m",
        "--propagation-delay,5s-",
        "--database-url,jdbc:mysql://h/d",
        "--database-url,a b",
        "--allow-origin,*",
        "--allow-origin,null",
        "--allow-origin,tools.example",
        "--allow-origin,https://tools.example/",
        "--allow-origin,https://*.tools.example",
        "--allow-host,*",
        "--allow-host,*.example",
        "--allow-host,lanyard.example:4566",
        "--allow-host,http://lanyard.example",
        "--allow-host,127.1",
    })
    void aValueThatCannotBeIsRefusedByName(String option, String value) {
        assertThatThrownBy(() -> options(Map.of(), option, value))
                .isInstanceOf(Misuse.class)
                .hasMessageContaining(option);
    }
}
