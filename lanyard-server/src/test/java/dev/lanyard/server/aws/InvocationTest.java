// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.aws;

import static dev.lanyard.core.iam.IamService.IAM;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.aws.policy.Decision;
import dev.lanyard.aws.policy.PolicyType;
import dev.lanyard.aws.sigv4.Credentials;
import dev.lanyard.aws.sigv4.SigV4Signer;
import dev.lanyard.aws.sigv4.SigV4Verifier;
import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;
import dev.lanyard.core.iam.IamFault;
import dev.lanyard.core.op.Authorizer.Judged;
import dev.lanyard.core.op.Authorizer.Ruling;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.op.Dispatcher;
import dev.lanyard.core.op.Invocation;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import dev.lanyard.core.op.Origin;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.op.Transactions;
import dev.lanyard.core.op.Unavailable;
import dev.lanyard.core.op.UndeclaredFaults;
import dev.lanyard.core.op.Witness;
import dev.lanyard.server.TestClock;
import dev.lanyard.server.aws.Authentication.Sender;
import dev.lanyard.server.aws.AwsEndpoint.Arrivals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// How far requests come, as their observers see it.
class InvocationTest {
    private static final String FORM = "Action=DeleteUser&Version=2010-05-08&UserName=";
    private static final Caller ANN = new Caller.Root(new AccountId("000000000000"));
    private static final Judged MISSING =
            new Missing(Permission.onAll("iam:DeleteUser"), new Decision.ImplicitDeny(PolicyType.IDENTITY));

    private final TestClock clock = new TestClock();
    private final List<Invocation> seen = new ArrayList<>();
    private Ruling ruling = Ruling.GRANTED;
    private Supplier<Nothing> work = () -> Nothing.NOTHING;

    record DeleteUser(String userName) {}

    record Missing(Permission permission, Decision decision) implements Judged {}

    private static final Transactions UNITS = new Transactions() {
        @Override
        public <T> T read(Supplier<T> reads) {
            return reads.get();
        }

        @Override
        public <T> T write(Supplier<T> writes) {
            return writes.get();
        }
    };

    private final Operation<?, ?> delete = IAM.write(
                    "DeleteUser", DeleteUser.class, Nothing.class, (_, _) -> work.get())
            .onAll()
            .faults(IamFault.NO_SUCH_ENTITY);

    private final SigV4Verifier<Caller> verifier = new SigV4Verifier<>(
            clock,
            Duration.ofMinutes(15),
            (key, _) -> key.equals("ann") ? new Credentials.Found<>("secret", ANN) : new Credentials.Unknown<>());

    private final AwsEndpoint endpoint = new AwsEndpoint(
            new Arrivals(clock, () -> "id", new Region("us-east-1")),
            (proof, service) -> new Sender(
                    verifier.verify(proof, service.name()).principal(),
                    new Region(proof.scope().orElseThrow().region())),
            new Dispatcher(
                    List.of(() -> List.of(delete)),
                    (_, _, _) -> ruling,
                    UNITS,
                    Witness.NOBODY,
                    UndeclaredFaults.FORBIDDEN),
            List.of(
                    _ -> {
                        throw new IllegalStateException("An observer that fails");
                    },
                    seen::add));

    private WireRequest unsigned(String form) {
        Headers headers = new Headers()
                .add("host", "localhost")
                .add("content-type", "application/x-www-form-urlencoded; charset=utf-8")
                .add("user-agent", "test/1");
        return new WireRequest("POST", "/", "", headers, form.getBytes(UTF_8), "192.0.2.1", true);
    }

    private WireRequest signed(String service, String form) {
        return new SigV4Signer("ann", "secret", Optional.empty(), "eu-west-1", service)
                .sign(unsigned(form), clock.instant());
    }

    /// Sends a request and gives what its observers have seen of it.
    private Invocation send(WireRequest request) {
        seen.clear();
        WireResponse answer = endpoint.handle(request);
        assertThat(seen).hasSize(1);
        Invocation invocation = seen.getFirst();
        assertThat(answer.status() == 200).isEqualTo(invocation.fault().isEmpty());
        assertThat(invocation.call().id()).isEqualTo("id");
        assertThat(invocation.call().now()).isEqualTo(clock.instant());
        assertThat(invocation.end()).contains(clock.instant());
        assertThat(invocation.call().origin())
                .isEqualTo(new Origin("192.0.2.1", true, Optional.of("test/1"), Optional.empty()));
        return invocation;
    }

    private static String code(Invocation invocation) {
        return invocation.fault().map(fault -> fault.code().code()).orElse("");
    }

    private void assertUnderstood(Invocation invocation) {
        assertThat(invocation.service()).contains(IAM);
        assertThat(invocation.operation()).contains(delete);
        assertThat(invocation.action()).isEqualTo("DeleteUser");
        assertThat(invocation.accessKeyId()).contains("ann");
        Call call = invocation.call();
        assertThat(call.caller()).isEqualTo(ANN);
        assertThat(call.region()).isEqualTo(new Region("eu-west-1"));
    }

    @Test
    void success() {
        Invocation invocation = send(signed("iam", FORM + "bob"));
        assertUnderstood(invocation);
        assertThat(invocation.input()).isEqualTo(Map.of("UserName", "bob"));
        assertThat(invocation.denied()).isEmpty();
    }

    @Test
    void unsigned() {
        Invocation invocation = send(unsigned(FORM + "bob"));
        assertThat(code(invocation)).isEqualTo("MissingAuthenticationToken");
        assertThat(invocation.service()).contains(IAM);
        assertThat(invocation.action()).isEqualTo("DeleteUser");
        assertThat(invocation.accessKeyId()).isEmpty();
        assertThat(invocation.call().caller()).isEqualTo(new Caller.Anonymous());
        assertThat(invocation.input()).isEmpty();
    }

    @Test
    void badSignature() {
        WireRequest other = signed("iam", FORM + "bob");
        Invocation invocation = send(
                new WireRequest("POST", "/", "", other.headers(), (FORM + "eve").getBytes(UTF_8), "192.0.2.1", true));
        assertThat(code(invocation)).isEqualTo("SignatureDoesNotMatch");
        assertThat(invocation.accessKeyId()).contains("ann");
        assertThat(invocation.call().caller()).isEqualTo(new Caller.Anonymous());
    }

    @Test
    void malformed() {
        Invocation invocation = send(unsigned("Action=%"));
        assertThat(code(invocation)).isEqualTo("MalformedQueryString");
        assertThat(invocation.service()).contains(IAM);
        assertThat(invocation.action()).isEmpty();
    }

    @Test
    void unknownAction() {
        Invocation invocation = send(signed("iam", "Action=MakeTea&Version=2010-05-08"));
        assertThat(code(invocation)).isEqualTo("InvalidAction");
        assertThat(invocation.action()).isEqualTo("MakeTea");
        assertThat(invocation.operation()).isEmpty();
        assertThat(invocation.call().caller()).isEqualTo(ANN);
    }

    @Test
    void otherService() {
        Invocation invocation = send(signed("sns", "Action=ListTopics&Version=2010-03-31"));
        assertThat(code(invocation)).isEqualTo("NotImplemented");
        assertThat(invocation.service()).isEmpty();
        assertThat(invocation.accessKeyId()).contains("ann");
    }

    @Test
    void invalidInput() {
        Invocation invocation = send(signed("iam", FORM + "%20"));
        assertUnderstood(invocation);
        assertThat(code(invocation)).isEqualTo("ValidationError");
        assertThat(invocation.input()).isEqualTo(Map.of("UserName", " "));
    }

    @Test
    void denied() {
        ruling = new Ruling(Optional.of(() -> IamFault.ACCESS_DENIED.because("No.")), List.of(MISSING));
        Invocation invocation = send(signed("iam", FORM + "bob"));
        assertUnderstood(invocation);
        assertThat(code(invocation)).isEqualTo("AccessDenied");
        assertThat(invocation.denied()).contains(MISSING.permission());
    }

    @Test
    void fault() {
        work = () -> {
            throw IamFault.NO_SUCH_ENTITY.because("There is no bob.");
        };
        Invocation invocation = send(signed("iam", FORM + "bob"));
        assertUnderstood(invocation);
        assertThat(code(invocation)).isEqualTo("NoSuchEntity");
    }

    @Test
    void storeAway() {
        work = () -> {
            throw new Unavailable("away");
        };
        assertThat(code(send(signed("iam", FORM + "bob")))).isEqualTo("ServiceUnavailable");
    }

    @Test
    void unexpectedFailure() {
        work = () -> {
            throw new IllegalStateException("A bug");
        };
        Invocation invocation = send(signed("iam", FORM + "bob"));
        assertUnderstood(invocation);
        assertThat(code(invocation)).isEqualTo("InternalFailure");
    }

    @Test
    void undeclaredFault() {
        work = () -> {
            throw IamFault.DELETE_CONFLICT.because("Not now.");
        };
        assertThatThrownBy(() -> send(signed("iam", FORM + "bob")))
                .isInstanceOf(AssertionError.class)
                .hasMessage("DeleteUser does not declare DeleteConflict: Not now.");
        assertThat(seen).hasSize(1);
        assertThat(code(seen.getFirst())).isEqualTo("InternalFailure");
    }
}
