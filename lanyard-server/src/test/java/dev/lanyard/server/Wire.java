// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.sigv4.SigV4Signer;
import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;
import dev.lanyard.core.op.UndeclaredFaults;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A client of a whole Lanyard without sockets: signed wire bytes in, wire bytes out, under a clock that the test
/// moves.
public final class Wire implements AutoCloseable {
    private static final Map<String, String> VERSIONS =
            Map.of("iam", "2010-05-08", "sts", "2011-06-15", "ec2", "2016-11-15");

    private final Lanyard lanyard;
    private final TestClock clock;
    private final String accessKey;
    private final String secretKey;
    private final Optional<String> token;
    private final String region;

    private Wire(
            Lanyard lanyard,
            TestClock clock,
            String accessKey,
            String secretKey,
            Optional<String> token,
            String region) {
        this.lanyard = lanyard;
        this.clock = clock;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
        this.token = token;
        this.region = region;
    }

    /// Root of the default account on an empty Lanyard in memory.
    public static Wire start() {
        return start(Options.onFreePorts().build());
    }

    public static Wire start(Options options) {
        TestClock clock = new TestClock();
        try {
            return new Wire(
                    new Lanyard(options, clock, new java.util.Random(1), clock::advance, UndeclaredFaults.FORBIDDEN),
                    clock,
                    "test",
                    "test",
                    Optional.empty(),
                    "us-east-1");
        } catch (StartFailure e) {
            throw new IllegalStateException(e);
        }
    }

    /// The same Lanyard as root of another account.
    public Wire as(String account) {
        return with(account, "test", Optional.empty());
    }

    public Wire with(String key, String secret, Optional<String> sessionToken) {
        return new Wire(lanyard, clock, key, secret, sessionToken, region);
    }

    /// This Lanyard with the credentials of another client.
    public Wire like(Wire other) {
        return with(other.accessKey, other.secretKey, other.token);
    }

    public Wire in(String otherRegion) {
        return new Wire(lanyard, clock, accessKey, secretKey, token, otherRegion);
    }

    public TestClock clock() {
        return clock;
    }

    public Lanyard lanyard() {
        return lanyard;
    }

    public Answer iam(String action, String... parameters) {
        return query("iam", action, parameters);
    }

    public Answer sts(String action, String... parameters) {
        return query("sts", action, parameters);
    }

    public Answer ec2(String action, String... parameters) {
        return query("ec2", action, parameters);
    }

    public Answer dms(String operation, String json) {
        Headers headers = headers("dms")
                .add("content-type", "application/x-amz-json-1.1")
                .add("x-amz-target", "AmazonDMSv20160101." + operation);
        return send("dms", headers, json);
    }

    /// @param parameters names and values in turn
    private Answer query(String service, String action, String... parameters) {
        StringBuilder form = new StringBuilder("Action=" + action + "&Version=" + VERSIONS.get(service));
        for (int i = 0; i < parameters.length; i += 2) {
            form.append('&').append(encode(parameters[i])).append('=').append(encode(parameters[i + 1]));
        }
        Headers headers = headers(service).add("content-type", "application/x-www-form-urlencoded; charset=utf-8");
        return send(service, headers, form.toString());
    }

    private static Headers headers(String service) {
        return new Headers().add("host", service + ".localhost");
    }

    private Answer send(String service, Headers headers, String body) {
        WireRequest plain = new WireRequest("POST", "/", "", headers, body.getBytes(UTF_8), "127.0.0.1", false);
        return send(new SigV4Signer(accessKey, secretKey, token, region, service).sign(plain, clock.instant()));
    }

    /// Asks an admin path as somebody on this machine does.
    public Answer admin(String path) {
        return admin("GET", path, "");
    }

    public Answer admin(String method, String path, String body) {
        Headers headers = new Headers().add("host", "localhost:4566");
        return send(
                new WireRequest(method, "/_lanyard/" + path, "", headers, body.getBytes(UTF_8), "127.0.0.1", false));
    }

    /// Asks an admin path from another machine, signed.
    public Answer adminFromAfar(String path) {
        Headers headers = new Headers().add("host", "lanyard.example.test");
        WireRequest plain = new WireRequest("GET", "/_lanyard/" + path, "", headers, new byte[0], "203.0.113.9", false);
        return send(new SigV4Signer(accessKey, secretKey, token, region, "sts").sign(plain, clock.instant()));
    }

    /// Sends a request as it is.
    public Answer send(WireRequest request) {
        WireResponse response = lanyard.handle(request);
        return Answer.of(response);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    @Override
    public void close() {
        lanyard.close();
    }

    /// What came back.
    public record Answer(int status, Map<String, String> headers, String body) {
        private static Answer of(WireResponse response) {
            Map<String, String> headers = new TreeMap<>();
            response.headers().forEach(headers::put);
            return new Answer(response.status(), headers, new String(response.body(), UTF_8));
        }

        /// The text of the first XML element, or the value of the first JSON string or number, of this name; empty when
        /// there is none.
        public String text(String name) {
            if (body.startsWith("{")) {
                return Json.first(body, name);
            }
            int from = body.indexOf('<' + name + '>');
            int to = from < 0 ? -1 : body.indexOf("</" + name + '>', from);
            return to < 0
                    ? ""
                    : body.substring(from + name.length() + 2, to)
                            .replace("&lt;", "<")
                            .replace("&gt;", ">")
                            .replace("&quot;", "\"")
                            .replace("&amp;", "&");
        }

        public boolean has(String name) {
            return body.startsWith("{")
                    ? body.contains('"' + name + "\":")
                    : body.contains('<' + name + '>') || body.contains('<' + name + "/>");
        }

        /// How often the element occurs.
        public int count(String name) {
            return body.split("<" + name + "[>/]", -1).length - 1;
        }

        /// The error code and message as in `NoSuchEntity: The role ...`.
        public String fault() {
            if (status < 300) {
                return "no fault but " + status;
            }
            return body.startsWith("{")
                    ? text("__type") + ": " + (has("message") ? text("message") : text("Message"))
                    : text("Code") + ": " + text("Message");
        }
    }

    private static final class Json {
        static String first(String body, String name) {
            int at = body.indexOf('"' + name + "\":");
            if (at < 0) {
                return "";
            }
            String rest = body.substring(at + name.length() + 3);
            if (!rest.startsWith("\"")) {
                return rest.split("[,}\\]]", 2)[0];
            }
            StringBuilder value = new StringBuilder();
            for (int i = 1; rest.charAt(i) != '"'; i++) {
                if (rest.charAt(i) == '\\') {
                    i++;
                }
                value.append(rest.charAt(i));
            }
            return value.toString();
        }
    }
}
