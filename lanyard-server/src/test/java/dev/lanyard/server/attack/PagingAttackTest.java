// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.attack;

import static dev.lanyard.server.sts.Actors.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.model.Member;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.op.Dispatcher.Bound;
import dev.lanyard.core.op.Invocation;
import dev.lanyard.core.op.Origin;
import dev.lanyard.server.Wire;
import dev.lanyard.server.authz.MinimalInput;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Page sizes that nobody has and markers that nobody was given, for every operation that knows either. Anything but a
/// fault fails a test, because the wire would answer it with a 500.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagingAttackTest {
    private static final Set<String> SIZES = Set.of("MaxResults", "MaxItems", "MaxRecords");
    private static final List<String> MARKERS = List.of("NextToken", "Marker");
    private static final List<Integer> BAD_SIZES =
            List.of(0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE - 1, 1_000_000);
    private static final List<String> POSITIONS = List.of(
            "", "\0", "a\0b", "/", "9", ":", "0", "1\0", "-1", "999999", "\uffff", "\ud83d\ude00", "0".repeat(9_999));

    private Wire wire;

    @BeforeAll
    void furnish() {
        wire = Wire.start();
        for (String name : List.of("example", "other", "third")) {
            ok(wire.iam("CreateUser", "UserName", name));
            ok(wire.iam("CreateGroup", "GroupName", name));
            ok(wire.iam("CreatePolicy", "PolicyName", name, "PolicyDocument", document()));
            String policy = "arn:aws:iam::000000000000:policy/example";
            ok(wire.iam("AttachUserPolicy", "UserName", name, "PolicyArn", policy));
            ok(wire.iam("AttachGroupPolicy", "GroupName", name, "PolicyArn", policy));
            ok(wire.ec2("CreateKeyPair", "KeyName", name));
            ok(wire.dms("CreateInstanceProfile", "{\"InstanceProfileName\":\"" + name + "\"}"));
        }
    }

    private static String document() {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";
    }

    @AfterAll
    void stop() {
        wire.close();
    }

    Stream<Bound<?, ?>> operations() {
        return wire.lanyard().operations().all().stream()
                .filter(bound -> names(bound).anyMatch(name -> SIZES.contains(name) || MARKERS.contains(name)));
    }

    private static Stream<String> names(Bound<?, ?> bound) {
        return bound.model().input().stream()
                .flatMap(it -> it.members().stream().map(Member::name));
    }

    /// Empty when the operation refuses.
    private Optional<Map<String, Object>> call(Bound<?, ?> bound, Map<String, Object> more) {
        Map<String, Object> input = new HashMap<>(MinimalInput.of(bound.model()));
        input.putAll(more);
        try {
            bound.operation().service().api().validation().check(bound.model(), input);
            Invocation invocation = new Invocation(asRoot());
            invocation.understand(bound.operation(), input);
            return Optional.of(wire.lanyard().operations().call(bound, invocation));
        } catch (Fault _) {
            return Optional.empty();
        }
    }

    private static Call asRoot() {
        return new Call(
                new Caller.Root(new AccountId("000000000000")),
                new Region("us-east-1"),
                Instant.parse("2026-02-12T11:27:47Z"),
                "call",
                new Origin("127.0.0.1", false, Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aPageSizeIsBounded(Bound<?, ?> bound) {
        for (String name : names(bound).filter(SIZES::contains).toList()) {
            for (int size : BAD_SIZES) {
                Optional<Map<String, Object>> answer = call(bound, Map.of(name, size));
                if (size < 1 && !bound.ignoredMembers().contains(name)) {
                    assertThat(answer).as(name + " " + size).isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aMarkerMayHoldAnything(Bound<?, ?> bound) {
        for (String name : names(bound).filter(MARKERS::contains).toList()) {
            for (String made : List.of("", "!", "AAAA", "AAAAAAAA", "____", "\0", "\u0661", "A".repeat(2_000))) {
                call(bound, Map.of(name, made));
            }
            given(bound, name).ifPresent(marker -> {
                for (String position : POSITIONS) {
                    call(bound, Map.of(name, forged(marker, position)));
                }
            });
        }
    }

    /// A marker that the operation itself gives.
    private Optional<String> given(Bound<?, ?> bound, String member) {
        return names(bound)
                .filter(SIZES::contains)
                .flatMap(size -> Stream.of(1, 5, 20).map(number -> call(bound, Map.of(size, number))))
                .flatMap(Optional::stream)
                .map(output -> (String) output.get(member))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /// The same marker with another position: what binds it to its query does not hide how it is made.
    private static String forged(String marker, String position) {
        byte[] all = Base64.getUrlDecoder().decode(marker);
        String old = new String(all, 4, all.length - 4, StandardCharsets.UTF_8);
        byte[] text = position.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = ByteBuffer.allocate(4 + text.length)
                .putInt(ByteBuffer.wrap(all).getInt() - old.hashCode() + position.hashCode())
                .put(text)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Test
    void markersAreForgedForManyOperations() {
        assertThat(operations()
                        .filter(bound -> MARKERS.stream()
                                .anyMatch(name -> given(bound, name).isPresent())))
                .extracting(bound -> bound.model().name())
                .contains(
                        "ListEntitiesForPolicy",
                        "GetAccountAuthorizationDetails",
                        "ListPolicies",
                        "ListUsers",
                        "DescribeInstanceTypes",
                        "DescribeImages",
                        "DescribeInstanceProfiles");
    }
}
