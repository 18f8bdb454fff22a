// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.attack;

import static dev.lanyard.server.sts.Actors.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.model.ServiceModel;
import dev.lanyard.aws.policy.CompiledPolicy;
import dev.lanyard.aws.policy.NamedPolicy;
import dev.lanyard.aws.policy.PolicyDocument;
import dev.lanyard.core.op.Authorizer.Ruling;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.op.Course;
import dev.lanyard.core.op.Course.Asked;
import dev.lanyard.core.op.Dispatcher;
import dev.lanyard.core.op.Dispatcher.Bound;
import dev.lanyard.core.op.Identity;
import dev.lanyard.core.op.Invocation;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Origin;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.op.Transactions;
import dev.lanyard.core.op.UndeclaredFaults;
import dev.lanyard.core.op.Witness;
import dev.lanyard.server.Options;
import dev.lanyard.server.Wire;
import dev.lanyard.server.authz.MinimalInput;
import dev.lanyard.server.sts.Actors;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a request was judged by is what it uses: nobody can change it in between.
class CheckAndUseTest {
    private static final AccountId ACCOUNT = new AccountId("000000000000");
    private static final String PROFILE = "IamInstanceProfile";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTemplateCannotGetAnotherProfileBetweenCheckAndLaunch(boolean onDisk) {
        Options.Builder options = Options.onFreePorts();
        try (Wire root = Wire.start((onDisk ? options.dataDir(directory) : options).build())) {
            new Actors(root).role("admin", Actors.trust("\"Service\":\"ec2.amazonaws.com\""));
            ok(root.iam("CreateInstanceProfile", "InstanceProfileName", "admin"));
            ok(root.iam("AddRoleToInstanceProfile", "InstanceProfileName", "admin", "RoleName", "admin"));
            String image = "ami-0123456789abcdef0";
            String[] named = {"LaunchTemplateName", "web", "LaunchTemplateData.ImageId", image};
            ok(root.ec2("CreateLaunchTemplate", named));
            ok(root.ec2(
                    "CreateLaunchTemplateVersion", with(named, "LaunchTemplateData." + PROFILE + ".Name", "admin")));
            Rival rival = new Rival(
                    () -> ok(root.ec2("ModifyLaunchTemplate", "LaunchTemplateName", "web", "SetDefaultVersion", "2")));

            Dispatcher server = root.lanyard().operations();
            launch(server, rival::strike);

            rival.finish();
            assertThat(ok(root.ec2("DescribeInstances")).has("iamInstanceProfile"))
                    .isFalse();
            assertThatThrownBy(() -> launch(server, () -> {})).hasMessageContaining("iam:PassRole");
        }
    }

    private static void launch(Dispatcher server, Runnable strike) {
        Bound<?, ?> run = afterCheck(server, "RunInstances", strike);
        Invocation invocation = new Invocation(user("ec2"));
        invocation.understand(
                run.operation(),
                Map.of("MinCount", 1, "MaxCount", 1, "LaunchTemplate", Map.of("LaunchTemplateName", "web")));
        Map<String, Object> _ = server.call(run, invocation);
    }

    private static String[] with(String[] parameters, String... more) {
        return Stream.concat(Stream.of(parameters), Stream.of(more)).toArray(String[]::new);
    }

    /// Somebody else who writes at the worst moment.
    private static final class Rival {
        private final Thread thread;

        Rival(Runnable attack) {
            this.thread = Thread.ofPlatform().unstarted(attack);
        }

        /// Returns when the other has written, or has to wait until the present unit of work is over.
        void strike() {
            thread.start();
            while (thread.isAlive() && thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }

        void finish() {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// An operation of the server, during which something else happens as soon as a request has been judged.
    private static Bound<?, ?> afterCheck(Dispatcher server, String name, Runnable strike) {
        Operation<?, ?> operation = server.find("ec2", name).orElseThrow().operation();
        return bound(new Hooks(() -> {}, strike, () -> {}).around(operation));
    }

    private static Bound<?, ?> bound(Operation<?, ?> operation) {
        return new Bound<>(operation, ServiceModel.load(operation.service().name()));
    }

    /// What happens when a request begins in a unit of work, when it has been judged, and before it is served.
    private record Hooks(Runnable begun, Runnable judged, Runnable serving) {
        <I extends Record, O extends Record> Operation<I, O> around(Operation<I, O> operation) {
            return new Operation<>(
                    operation.service(),
                    operation.name(),
                    operation.input(),
                    operation.output(),
                    operation.writes(),
                    around(operation.course()),
                    operation.audience(),
                    operation.probes(),
                    operation.faults());
        }

        private <I, P, O> Course<I, P, O> around(Course<I, P, O> course) {
            return new Course<>(course.preparation(), (in, call) -> {
                begun.run();
                Asked<P, O> asked = course.begin().apply(in, call);
                return new Asked<>(
                        () -> {
                            List<Permission> needed = asked.needed().get();
                            judged.run();
                            return needed;
                        },
                        prepared -> {
                            serving.run();
                            return asked.work().apply(prepared);
                        });
            });
        }
    }

    private static Call user(String service) {
        PolicyDocument everything = PolicyDocument.parse(Actors.allow(service + ":*", "*"));
        Identity user = new Identity(
                Arn.iam(ACCOUNT, "user/mallory"),
                "AIDAQAAAAAAAAAAAAAAAA",
                List.of(),
                List.of(new NamedPolicy("p", CompiledPolicy.of(everything))),
                Optional.empty());
        return new Call(
                new Caller.User(ACCOUNT, user),
                new Region("us-east-1"),
                Instant.parse("2026-02-12T11:27:47Z"),
                "request",
                new Origin("127.0.0.1", false, Optional.empty(), Optional.empty()));
    }

    @Test
    void everyOperationLooksUpWhatItIsJudgedByInTheUnitThatServesIt() {
        try (Wire root = Wire.start()) {
            int served = 0;
            for (Bound<?, ?> bound : root.lanyard().operations().all()) {
                Operation<?, ?> operation = bound.operation();
                Walk walk = new Walk();
                boolean reached = walk.call(operation);
                served += reached ? 1 : 0;
                boolean onlyPrepared = operation.course().preparation().isPresent() && !reached;
                assertThat(walk.units)
                        .as(operation.name())
                        .isNotEmpty()
                        .allSatisfy(unit -> assertThat(unit)
                                .startsWith(operation.writes() && !onlyPrepared ? "write" : "read")
                                .isEqualTo(walk.units.getFirst()));
            }
            // The others find nothing to serve, which their access rules tell.
            assertThat(served).isGreaterThan(240);
        }
    }

    /// One call of one operation, whose handler does nothing.
    private static final class Walk implements Transactions {
        private static final class Served extends RuntimeException {
            private static final long serialVersionUID = 1;
        }

        /// Where the request was begun, judged and served, in the unit that served it.
        private final List<String> units = new ArrayList<>();

        private int number;
        private String current = "outside";

        @Override
        public <T> T read(Supplier<T> work) {
            return within("read", work);
        }

        @Override
        public <T> T write(Supplier<T> work) {
            return within("write", work);
        }

        private <T> T within(String kind, Supplier<T> work) {
            assertThat(current).isEqualTo("outside");
            units.clear();
            current = kind + ' ' + ++number;
            try {
                return work.get();
            } finally {
                current = "outside";
            }
        }

        /// Whether the request came as far as to be served.
        boolean call(Operation<?, ?> operation) {
            Runnable note = () -> units.add(current);
            Operation<?, ?> noted = new Hooks(note, note, () -> {
                        note.run();
                        throw new Served();
                    })
                    .around(operation);
            Dispatcher dispatcher = new Dispatcher(
                    List.of(() -> List.of(noted)),
                    (_, needed, _) -> {
                        List<Permission> _ = needed.get();
                        return Ruling.GRANTED;
                    },
                    this,
                    Witness.NOBODY,
                    UndeclaredFaults.FORBIDDEN);
            Bound<?, ?> bound = dispatcher
                    .find(operation.service().name(), operation.name())
                    .orElseThrow();
            Map<String, Object> input = new HashMap<>(MinimalInput.of(bound.model()));
            try {
                Invocation invocation = new Invocation(operation.audience().signed() ? user("ec2") : anybody());
                invocation.understand(operation, input);
                Map<String, Object> _ = dispatcher.call(bound, invocation);
                return false;
            } catch (Served _) {
                return true;
            } catch (Fault _) {
                return false;
            }
        }

        private static Call anybody() {
            Call call = user("ec2");
            return new Call(new Caller.Anonymous(), call.region(), call.now(), call.id(), call.origin());
        }
    }
}
