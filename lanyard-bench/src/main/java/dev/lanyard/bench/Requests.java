// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.sigv4.SigV4Signer;
import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Signed requests as bytes, made before they are sent, so that sending them costs the client little. A signature is
/// good for 15 minutes.
final class Requests {
    private static final Map<String, String> VERSIONS =
            Map.of("iam", "2010-05-08", "sts", "2011-06-15", "ec2", "2016-11-15");

    /// What a caller signs with.
    record SigningKey(String id, String secret, Optional<String> token) {
        static SigningKey ofRoot(String account) {
            return new SigningKey(account, "test", Optional.empty());
        }
    }

    private record Signatory(SigningKey key, String service) {}

    private final Map<Signatory, SigV4Signer> signers = new HashMap<>();

    /// A request of the root of an account.
    ///
    /// @param form the parameters but the version, encoded
    byte[] signed(String account, String service, String form) {
        return signed(SigningKey.ofRoot(account), service, form);
    }

    byte[] signed(SigningKey key, String service, String form) {
        byte[] body = (form + "&Version=" + VERSIONS.get(service)).getBytes(UTF_8);
        Headers headers = new Headers()
                .add("host", "localhost:4566")
                .add("user-agent", "Boto3/1.43.11 md/Botocore#1.43.11 ua/2.1 os/linux lang/python#3.13.1")
                .add("content-type", "application/x-www-form-urlencoded; charset=utf-8")
                .add("content-length", Integer.toString(body.length))
                .add("amz-sdk-invocation-id", "4d3f4a0e-2f6b-4a53-9d1d-6f0f2ff0a1c3")
                .add("amz-sdk-request", "attempt=1");
        WireRequest request = new WireRequest("POST", "/", "", headers, body, "127.0.0.1", false);
        WireRequest signed = signers.computeIfAbsent(new Signatory(key, service), Requests::signer)
                .sign(request, Instant.now());
        StringBuilder head = new StringBuilder("POST / HTTP/1.1\r\n");
        signed.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        bytes.writeBytes(head.append("\r\n").toString().getBytes(ISO_8859_1));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    private static SigV4Signer signer(Signatory signatory) {
        SigningKey key = signatory.key;
        return new SigV4Signer(key.id, key.secret, key.token, "us-east-1", signatory.service);
    }
}
