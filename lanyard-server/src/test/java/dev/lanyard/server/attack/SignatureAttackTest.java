// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.attack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.sigv4.SigV4Signer;
import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.server.TestClock;
import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests that must not be believed, against every protocol. None may pass, and each must be refused as the protocol
/// refuses it.
class SignatureAttackTest {
    private static final Wire WIRE = Wire.start();
    private static final Instant NOW = TestClock.START;
    private static final String AKIA = "AKIAIOSFODNN7EXAMPLE";
    private static final String ASIA = "ASIAIOSFODNN7EXAMPLE";

    record Attack(String name, BiFunction<Target, Signing, WireRequest> forge, Function<Target, String> code) {
        @Override
        public String toString() {
            return name;
        }
    }

    record Case(Attack attack, Target target) {
        @Override
        public String toString() {
            return target + ": " + attack;
        }
    }

    /// Signs as a client that knows the key `test` would.
    record Signing(Target target) {
        WireRequest good() {
            return as("test", "test", null);
        }

        WireRequest as(String key, String secret, String token) {
            return signer(key, secret, token, target.service).sign(target.plain(), NOW);
        }

        WireRequest at(Instant time) {
            return signer("test", "test", null, target.service).sign(target.plain(), time);
        }

        WireRequest forService(String service) {
            return signer("test", "test", null, service).sign(target.plain(), NOW);
        }

        WireRequest presigned(Instant time, Duration life) {
            return signer("test", "test", null, target.service).presign(target.plain(), time, life);
        }

        private static SigV4Signer signer(String key, String secret, String token, String service) {
            return new SigV4Signer(key, secret, Optional.ofNullable(token), "us-east-1", service);
        }
    }

    static Stream<Case> cases() {
        List<Attack> attacks = new ArrayList<>();
        keys(attacks);
        changes(attacks);
        times(attacks);
        authorizations(attacks);
        presigned(attacks);
        return attacks.stream().flatMap(attack -> Stream.of(Target.values()).map(target -> new Case(attack, target)));
    }

    private static void keys(List<Attack> all) {
        all.add(new Attack("no signature", (target, _) -> target.plain(), t -> t.missing));
        all.add(new Attack("wrong secret", (_, sign) -> sign.as("test", "guess", null), t -> t.badSignature));
        all.add(new Attack("empty secret", (_, sign) -> sign.as("test", "", null), t -> t.badSignature));
        all.add(new Attack("unknown word as key", (_, sign) -> sign.as("admin", "test", null), t -> t.unknownKey));
        all.add(new Attack("unknown long-term key", (_, sign) -> sign.as(AKIA, "test", null), t -> t.unknownKey));
        all.add(new Attack("session key without token", (_, sign) -> sign.as(ASIA, "test", null), t -> t.unknownKey));
        all.add(new Attack(
                "invented token", (_, sign) -> sign.as(ASIA, "test", "IQoJ" + "A".repeat(400)), t -> t.unknownKey));
        all.add(new Attack("empty session", (_, sign) -> sign.as(ASIA, "test", "x"), t -> t.unknownKey));
        all.add(new Attack("long-term key with token", (_, sign) -> sign.as(AKIA, "test", "x"), t -> t.unknownKey));
        all.add(new Attack("eleven digits", (_, sign) -> sign.as("11111111111", "test", null), t -> t.unknownKey));
        all.add(new Attack(
                "digits of another script", (_, sign) -> sign.as("١١١١١١١١١١١١", "test", null), t -> t.unknownKey));
        all.add(new Attack(
                "account with another secret",
                (_, sign) -> sign.as("111111111111", "guess", null),
                t -> t.badSignature));
        all.add(new Attack(
                "session token added",
                (_, sign) -> header(sign.good(), "x-amz-security-token", _ -> "x", true),
                t -> t.unknownKey));
    }

    private static void changes(List<Attack> all) {
        all.add(new Attack(
                "changed body", (_, sign) -> body(sign.good(), it -> it.replace("a", "b")), t -> t.badSignature));
        all.add(new Attack("longer body", (_, sign) -> body(sign.good(), it -> it + " "), t -> t.badSignature));
        all.add(new Attack("empty body", (_, sign) -> body(sign.good(), _ -> ""), t -> t.badSignature));
        all.add(new Attack("changed method", (_, sign) -> with(sign.good(), "PUT", "/", ""), t -> t.badSignature));
        all.add(new Attack("changed path", (_, sign) -> with(sign.good(), "POST", "/x", ""), t -> t.badSignature));
        all.add(new Attack(
                "added query", (_, sign) -> with(sign.good(), "POST", "/", "Path=%2F"), t -> t.badSignature));
        all.add(new Attack(
                "changed host",
                (_, sign) -> header(sign.good(), "host", _ -> "evil.localhost", false),
                t -> t.badSignature));
        all.add(new Attack(
                "changed type",
                (_, sign) -> header(sign.good(), "content-type", it -> it + "2", false),
                t -> t.badSignature));
        all.add(new Attack(
                "dropped signed header",
                (_, sign) -> header(sign.good(), "content-type", _ -> null, false),
                t -> t.badSignature));
        all.add(new Attack(
                "repeated signed header",
                (_, sign) -> header(sign.good(), "content-type", it -> it, true),
                t -> t.badSignature));
        all.add(new Attack("untrue body hash", (target, _) -> claiming(target, "0".repeat(64)), t -> t.badSignature));
        all.add(new Attack("unsigned body", (target, _) -> claiming(target, "UNSIGNED-PAYLOAD"), t -> t.badSignature));
        all.add(new Attack(
                "another request's signature",
                (target, sign) -> {
                    WireRequest other = SigningOther.of(target);
                    return header(
                            sign.good(),
                            "authorization",
                            _ -> other.headers().first("authorization").orElseThrow(),
                            false);
                },
                t -> t.badSignature));
    }

    private static void times(List<Attack> all) {
        all.add(new Attack("too old", (_, sign) -> sign.at(NOW.minusSeconds(901)), t -> t.expired));
        all.add(new Attack("years old", (_, sign) -> sign.at(Instant.EPOCH), t -> t.expired));
        all.add(new Attack("from the future", (_, sign) -> sign.at(NOW.plusSeconds(901)), t -> t.badSignature));
        all.add(new Attack(
                "date moved",
                (_, sign) -> header(sign.good(), "x-amz-date", _ -> "20260212T112700Z", false),
                t -> t.badSignature));
        all.add(new Attack(
                "date is no date",
                (_, sign) -> header(sign.good(), "x-amz-date", _ -> "yesterday", false),
                t -> t.incomplete));
        all.add(new Attack(
                "no date", (_, sign) -> header(sign.good(), "x-amz-date", _ -> null, false), t -> t.incomplete));
    }

    private static void authorizations(List<Attack> all) {
        all.add(authorization(
                "scope of another service",
                it -> it.replaceFirst("/(iam|ec2|dms)/", "/sts/"),
                _ -> Target.IAM.badSignature));
        all.add(authorization(
                "scope of another region", it -> it.replace("us-east-1", "eu-west-1"), t -> t.badSignature));
        all.add(authorization("scope of another day", it -> it.replace("20260212", "20260211"), t -> t.badSignature));
        all.add(authorization(
                "another terminator", it -> it.replace("aws4_request", "aws5_request"), t -> t.badSignature));
        all.add(authorization("credential of four parts", it -> it.replace("/us-east-1", ""), t -> t.incomplete));
        all.add(authorization(
                "empty signature", it -> it.replaceFirst("Signature=.*", "Signature="), t -> t.badSignature));
        all.add(authorization("no signature part", it -> it.replaceFirst(", Signature=.*", ""), t -> t.incomplete));
        all.add(authorization(
                "no signed headers", it -> it.replaceFirst("SignedHeaders=[^,]*, ", ""), t -> t.incomplete));
        all.add(authorization("host not signed", it -> it.replace("host;", ""), t -> t.badSignature));
        all.add(authorization("truncated signature", it -> it.substring(0, it.length() - 1), t -> t.badSignature));
        all.add(authorization("longer signature", it -> it + "0", t -> t.badSignature));
        all.add(authorization(
                "zero signature",
                it -> it.replaceFirst("Signature=.*", "Signature=" + "0".repeat(64)),
                t -> t.badSignature));
        all.add(authorization(
                "no hexadecimal signature",
                it -> it.replaceFirst("Signature=.*", "Signature=" + "z".repeat(64)),
                t -> t.badSignature));
        all.add(authorization(
                "signature in capitals",
                it -> {
                    int at = it.indexOf("Signature=") + 10;
                    return it.substring(0, at) + it.substring(at).toUpperCase(Locale.ROOT);
                },
                t -> t.badSignature));
        all.add(authorization(
                "asymmetric algorithm",
                it -> it.replace("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256"),
                t -> t.incomplete));
        all.add(authorization(
                "no algorithm", it -> it.replace("AWS4-HMAC-SHA256 ", "AWS4-HMAC-SHA256"), t -> t.incomplete));
        all.add(authorization("basic", _ -> "Basic dGVzdDp0ZXN0", t -> t == Target.DMS ? t.missing : t.incomplete));
        all.add(authorization("bearer", _ -> "Bearer test", t -> t == Target.DMS ? t.missing : t.incomplete));
        all.add(new Attack(
                "header of AWS's that is not signed",
                (_, sign) -> header(sign.good(), "x-amz-acl", _ -> "public", true),
                t -> t.badSignature));
        all.add(new Attack(
                "2,900 signed headers",
                (target, sign) -> {
                    WireRequest plain = target.plain();
                    IntStream.range(0, 2_900).forEach(i -> plain.headers().add("h" + i, ""));
                    return Signing.signer("test", "test", null, sign.target.service)
                            .sign(plain, NOW);
                },
                t -> t.badSignature));
        all.add(new Attack(
                "two authorizations",
                (_, sign) -> header(sign.good(), "authorization", it -> it, true),
                t -> t.incomplete));
    }

    private static Attack authorization(String name, UnaryOperator<String> change, Function<Target, String> code) {
        return new Attack(name, (_, sign) -> header(sign.good(), "authorization", change, false), code);
    }

    private static void presigned(List<Attack> all) {
        Duration minute = Duration.ofMinutes(1);
        all.add(new Attack(
                "presigned and over", (_, sign) -> sign.presigned(NOW.minusSeconds(61), minute), t -> t.expired));
        all.add(new Attack(
                "presigned for longer than AWS believes",
                (_, sign) -> sign.presigned(NOW.minusSeconds(901), Duration.ofDays(7)),
                t -> t.expired));
        all.add(new Attack(
                "presigned life stretched",
                (_, sign) -> query(sign.presigned(NOW, minute), it -> it.replace("Expires=60", "Expires=600")),
                t -> t.badSignature));
        all.add(new Attack(
                "presigned query changed",
                (_, sign) -> query(sign.presigned(NOW, minute), it -> it + "&Path=%2F"),
                t -> t.badSignature));
        all.add(new Attack(
                "presigned parameter twice",
                (_, sign) -> query(sign.presigned(NOW, minute), it -> it + "&X-Amz-Signature=0"),
                t -> t.badSignature));
        all.add(new Attack(
                "presigned body changed",
                (_, sign) -> body(sign.presigned(NOW, minute), it -> it + " "),
                t -> t.badSignature));
        all.add(new Attack(
                "presigned without signature",
                (_, sign) -> query(sign.presigned(NOW, minute), it -> it.replaceFirst("&X-Amz-Signature=.*", "")),
                t -> t.incomplete));
        all.add(new Attack(
                "both forms",
                (target, sign) -> {
                    WireRequest presigned = sign.presigned(NOW, minute);
                    return header(
                            presigned,
                            "authorization",
                            _ -> Signing.signer("test", "test", null, target.service)
                                    .sign(presigned, NOW)
                                    .headers()
                                    .first("authorization")
                                    .orElseThrow(),
                            true);
                },
                t -> t.badSignature));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isRefused(Case attack) {
        WireRequest request = attack.attack.forge.apply(attack.target, new Signing(attack.target));
        Answer answer = WIRE.send(request);
        assertThat(answer.status()).isBetween(400, 403);
        assertThat(answer.fault()).startsWith(attack.attack.code.apply(attack.target) + ": ");
        assertThat(WIRE.iam("ListInstanceProfiles").body()).contains("<InstanceProfiles/>");
    }

    /// Under one signature that covers all but the name of the operation.
    @Test
    void noOperationIsSwappedForAnother() {
        WireRequest target = Target.DMS.plain();
        WireRequest signed = new Signing(Target.DMS).good();
        WireRequest nameless =
                Signing.signer("test", "test", null, "dms").sign(header(target, "x-amz-target", _ -> null, false), NOW);
        for (String operation : List.of("CreateInstanceProfile", "DeleteInstanceProfile")) {
            String name = "AmazonDMSv20160101." + operation;
            assertThat(WIRE.send(header(nameless, "x-amz-target", _ -> name, false))
                            .fault())
                    .isEqualTo("InvalidSignatureException: 'x-amz-target' must be a 'SignedHeader' in the AWS"
                            + " Authorization.");
            assertThat(WIRE.send(header(signed, "x-amz-target", _ -> name, true))
                            .status())
                    .isEqualTo(400);
        }
        WireRequest both = new WireRequest(
                "GET",
                "/",
                "Version=2010-05-08&Action=ListUsers&Action=ListRoles",
                new Headers().add("host", "localhost"),
                new byte[0],
                "127.0.0.1",
                false);
        assertThat(WIRE.send(Signing.signer("test", "test", null, "iam").sign(both, NOW))
                        .fault())
                .isEqualTo("MalformedQueryString: The parameter Action is given more than once");
    }

    @Test
    void thereAreEnoughAttacks() {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(60);
    }

    @Test
    void whatIsForgedHereIsGoodBeforeItIsForged() {
        try (Wire wire = Wire.start()) {
            assertThat(wire.send(new Signing(Target.IAM).good()).status()).isEqualTo(200);
            assertThat(wire.send(new Signing(Target.IAM).presigned(NOW, Duration.ofMinutes(1)))
                            .fault())
                    .startsWith("EntityAlreadyExists");
            assertThat(wire.send(new Signing(Target.EC2).good()).status()).isEqualTo(200);
            assertThat(wire.send(new Signing(Target.DMS).good()).status()).isEqualTo(200);
            wire.clock().advance(Duration.ofSeconds(901));
            assertThat(wire.send(new Signing(Target.IAM).good()).fault()).startsWith("SignatureDoesNotMatch");
        }
    }

    @AfterAll
    static void stop() {
        WIRE.close();
    }

    private static final class SigningOther {
        static WireRequest of(Target target) {
            return Signing.signer("test", "test", null, target.service).sign(body(target.plain(), it -> it + " "), NOW);
        }
    }

    private static WireRequest claiming(Target target, String hash) {
        WireRequest plain = target.plain();
        plain.headers().add("x-amz-content-sha256", hash);
        return Signing.signer("test", "test", null, target.service).sign(plain, NOW);
    }

    private static WireRequest body(WireRequest request, UnaryOperator<String> change) {
        byte[] changed = change.apply(new String(request.body(), UTF_8)).getBytes(UTF_8);
        return new WireRequest(
                request.method(), request.path(), request.query(), request.headers(), changed, request.peer(), false);
    }

    private static WireRequest query(WireRequest request, UnaryOperator<String> change) {
        return with(request, request.method(), request.path(), change.apply(request.query()));
    }

    private static WireRequest with(WireRequest request, String method, String path, String query) {
        return new WireRequest(method, path, query, request.headers(), request.body(), request.peer(), false);
    }

    /// @param change answers null to drop the header
    /// @param added whether the changed header comes in addition
    private static WireRequest header(WireRequest request, String name, UnaryOperator<String> change, boolean added) {
        Headers headers = new Headers();
        request.headers().forEach((header, value) -> {
            if (!header.equals(name) || added) {
                headers.add(header, value);
            }
        });
        String changed = change.apply(request.headers().first(name).orElse(""));
        if (changed != null) {
            headers.add(name, changed);
        }
        return new WireRequest(
                request.method(), request.path(), request.query(), headers, request.body(), request.peer(), false);
    }
}
