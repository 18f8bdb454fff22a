// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.bench.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.model.OperationModel;
import dev.lanyard.aws.model.ServiceModel;
import dev.lanyard.aws.sigv4.Credentials;
import dev.lanyard.aws.sigv4.Proof;
import dev.lanyard.aws.sigv4.SigV4Signer;
import dev.lanyard.aws.sigv4.SigV4Verifier;
import dev.lanyard.aws.sigv4.Verified;
import dev.lanyard.aws.validate.Validation;
import dev.lanyard.aws.wire.Call;
import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.Protocol;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The parts of a request that need no store: signature, decoding, validation, encoding.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(java.util.concurrent.TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class RequestBenchmark {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final ServiceModel iam = ServiceModel.load("iam");
    private final Protocol protocol = Protocol.of(iam);
    private final Validation validation = Validation.IAM;
    private final OperationModel read = iam.operation("GetInstanceProfile").orElseThrow();
    private final OperationModel list = iam.operation("ListInstanceProfiles").orElseThrow();
    private final SigV4Verifier<String> verifier = new SigV4Verifier<>(
            InstantSource.fixed(NOW), Duration.ofMinutes(15), (key, _) -> new Credentials.Found<>("test", key));
    private final WireRequest request = signed();
    private final Call call = protocol.read(request);
    private final Map<String, Object> input = protocol.decode(read, call);
    private final Map<String, Object> one = Map.of("InstanceProfile", profile(0));
    private final Map<String, Object> hundred = Map.of(
            "InstanceProfiles",
            IntStream.range(0, 100).mapToObj(RequestBenchmark::profile).toList(),
            "IsTruncated",
            false);

    private static WireRequest signed() {
        Headers headers = new Headers()
                .add("host", "localhost:4566")
                .add("content-type", "application/x-www-form-urlencoded; charset=utf-8");
        byte[] body = "Action=GetInstanceProfile&Version=2010-05-08&InstanceProfileName=app-server-42".getBytes(UTF_8);
        return new SigV4Signer("test", "test", Optional.empty(), "us-east-1", "iam")
                .sign(new WireRequest("POST", "/", "", headers, body, "127.0.0.1", false), NOW);
    }

    private static Map<String, Object> profile(int number) {
        String name = "app-server-" + number;
        Map<String, Object> role = Map.of(
                "Path",
                "/",
                "RoleName",
                name,
                "RoleId",
                "AROAQAAAAAAAABCDEFGHI",
                "Arn",
                "arn:aws:iam::000000000000:role/" + name,
                "CreateDate",
                NOW,
                "AssumeRolePolicyDocument",
                "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%5D%7D");
        return Map.of(
                "Path",
                "/",
                "InstanceProfileName",
                name,
                "InstanceProfileId",
                "AIPAQAAAAAAAABCDEFGHI",
                "Arn",
                "arn:aws:iam::000000000000:instance-profile/" + name,
                "CreateDate",
                NOW,
                "Roles",
                List.of(role));
    }

    @Benchmark
    public Verified<String> verifySignature() {
        return verifier.verify(Proof.of(request), "iam");
    }

    @Benchmark
    public Map<String, Object> decode() {
        return protocol.decode(read, protocol.read(request));
    }

    @Benchmark
    public void validate() {
        validation.check(read, input);
    }

    @Benchmark
    public WireResponse encodeOne() {
        return protocol.encode(read, one, call, "9b2fd1f5-0000-4000-8000-000000000000");
    }

    @Benchmark
    public WireResponse encodeHundred() {
        return protocol.encode(list, hundred, call, "9b2fd1f5-0000-4000-8000-000000000000");
    }
}
