// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.model.Member;
import dev.lanyard.aws.model.Structure;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.op.Dispatcher.Bound;
import dev.lanyard.core.op.Identity;
import dev.lanyard.core.op.Invocation;
import dev.lanyard.core.op.Origin;
import dev.lanyard.server.Wire;
import dev.lanyard.server.authz.MinimalInput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Whoever may do nothing is not told what is not there, whichever member of a request names it.
class UntoldTest {
    private static final AccountId ACCOUNT = new AccountId("000000000000");
    private static final Set<String> OPEN = Set.of("GetCallerIdentity", "GetSessionToken");

    private static final List<String> TELLING = List.of("NotFound", "NoSuch", "Duplicate", "Exists", "InUse");

    private final List<String> told = new ArrayList<>();

    @Test
    void nobodyLearnsWhatIsMissingWhoMayNotCall() {
        int denied = 0;
        try (Wire wire = Wire.start()) {
            for (Bound<?, ?> bound : wire.lanyard().operations().all()) {
                if (!bound.operation().audience().signed()
                        || OPEN.contains(bound.operation().name())) {
                    continue;
                }
                List<Member> members =
                        bound.model().input().orElse(Structure.EMPTY).members();
                for (Member member : members) {
                    Optional<Map<String, Object>> input = MinimalInput.with(bound.model(), member);
                    if (input.isPresent()) {
                        denied += deniedWith(wire, bound, member, input.get()) ? 1 : 0;
                    }
                }
            }
        }
        assertThat(told).isEmpty();
        // The others break a rule of their operation, which is told before anything is looked up.
        assertThat(denied).isGreaterThan(900);
    }

    private boolean deniedWith(Wire wire, Bound<?, ?> bound, Member member, Map<String, Object> input) {
        try {
            bound.operation().service().api().validation().check(bound.model(), input);
        } catch (Fault _) {
            return false;
        }
        try {
            Invocation invocation = new Invocation(nobody());
            invocation.understand(bound.operation(), input);
            Map<String, Object> _ = wire.lanyard().operations().call(bound, invocation);
        } catch (Fault fault) {
            String code = fault.code().code();
            if (TELLING.stream().anyMatch(code::contains)) {
                told.add(bound.operation().name() + " with " + member.name() + ": " + fault.getMessage());
            }
            return code.startsWith("AccessDenied") || code.equals("UnauthorizedOperation");
        }
        throw new AssertionError(bound.operation().name() + " let a caller in who may do nothing");
    }

    private static Call nobody() {
        Identity user = new Identity(
                Arn.iam(ACCOUNT, "user/nobody"), "AIDAQAAAAAAAAAAAAAAAA", List.of(), List.of(), Optional.empty());
        return new Call(
                new Caller.User(ACCOUNT, user),
                new Region("us-east-1"),
                Instant.parse("2026-02-12T11:27:47Z"),
                "request",
                new Origin("127.0.0.1", false, Optional.empty(), Optional.empty()));
    }
}
