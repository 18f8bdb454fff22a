// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Node;
import dev.lanyard.server.Options;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients that have their own TLS and HTTP/2.
class TlsClientsTest {
    @TempDir
    Path directory;

    private Options.Tls certificate() {
        Shell shell = new Shell(URI.create("https://none.invalid"), directory);
        shell.requireOrSkip("openssl", List.of("openssl", "version"));
        shell.run(List.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-subj",
                        "/CN=lanyard",
                        "-addext",
                        "subjectAltName=IP:127.0.0.1,DNS:localhost",
                        "-out",
                        "lanyard.crt",
                        "-keyout",
                        "lanyard.key"))
                .orFail();
        return new Options.Tls(directory.resolve("lanyard.crt"), directory.resolve("lanyard.key"));
    }

    private Node node(Options.Tls tls) throws Exception {
        return Node.start(Options.onFreePorts().tls(Optional.of(tls)).build());
    }

    @Test
    void curlSpeaksHttp2() throws Exception {
        Options.Tls tls = certificate();
        try (Node node = node(tls)) {
            Shell shell = new Shell(node.endpoint(), directory);
            shell.requireOrSkip("curl with HTTP/2", List.of("sh", "-c", "curl --version | grep -q HTTP2"));
            String out = shell.run(List.of(
                            "curl",
                            "--silent",
                            "--show-error",
                            "--http2",
                            "--cacert",
                            tls.certificate().toString(),
                            "--write-out",
                            " %{http_version} %{http_code}",
                            node.endpoint() + "/_lanyard/health"))
                    .orFail();
            assertThat(out).isEqualTo("{\"status\":\"up\"} 2 200");
        }
    }

    @Test
    void theCliTrustsTheCertificateThatEnvNames() throws Exception {
        Options.Tls tls = certificate();
        try (Node node = node(tls)) {
            Shell shell = new Shell(node.endpoint(), directory);
            AwsCli.in(shell);
            List<String> call = List.of("aws", "sts", "get-caller-identity", "--output", "text");
            assertThat(shell.run(call).err()).contains("CERTIFICATE_VERIFY_FAILED");
            List<String> trusting = new ArrayList<>(List.of("env", "AWS_CA_BUNDLE=" + tls.certificate()));
            trusting.addAll(call);
            assertThat(shell.run(trusting).orFail()).contains("arn:aws:iam::000000000000:root");
        }
    }
}
