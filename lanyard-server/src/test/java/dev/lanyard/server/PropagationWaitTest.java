// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;
import dev.lanyard.core.op.UndeclaredFaults;
import dev.lanyard.core.propagation.Delay;
import dev.lanyard.server.Wire.Answer;
import dev.lanyard.server.admin.PropagationEndpoint;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// Nobody holds a connection for as long as a propagation delay may be, which is a day.
class PropagationWaitTest {
    private static final Options LATE = Options.onFreePorts()
            .propagationDelay(Delay.parse("60m"))
            .auth(Options.AuthMode.OFF)
            .build();

    @Test
    void aWaitEndsAfterAMinuteAndMayBeAskedForAgain() {
        try (Wire wire = Wire.start(LATE)) {
            wire.iam("CreateUser", "UserName", "u");
            for (int minute = 0; minute < 59; minute++) {
                Answer answer = wire.admin("POST", "propagation/wait", "");
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.headers()).containsEntry("retry-after", "1");
                assertThat(answer.body())
                        .isEqualTo("{\"message\":\"Not everybody sees what has changed so far. Ask again.\"}");
            }
            assertThat(wire.admin("POST", "propagation/wait", "").body()).isEqualTo("{\"status\":\"visible\"}");
        }
    }

    @Test
    void aWaitEndsWhenTheServerStops() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        PropagationEndpoint.Pause real = time -> {
            begun.countDown();
            Thread.sleep(time);
        };
        TestClock clock = new TestClock();
        try (Lanyard lanyard = new Lanyard(LATE, clock, new Random(1), real, UndeclaredFaults.FORBIDDEN)) {
            WireRequest create = request("/", "Action=CreateUser&Version=2010-05-08&UserName=u");
            assertThat(lanyard.handle(create).status()).isEqualTo(200);
            CompletableFuture<WireResponse> waiter =
                    CompletableFuture.supplyAsync(() -> lanyard.handle(request("/_lanyard/propagation/wait", "")));
            begun.await();
            lanyard.stopWaiting();
            assertThat(waiter).succeedsWithin(Duration.ofSeconds(20));
            assertThat(waiter.join().status()).isEqualTo(503);
            assertThat(lanyard.handle(request("/_lanyard/propagation/wait", "")).status())
                    .isEqualTo(503);
        }
    }

    private static WireRequest request(String path, String body) {
        Headers headers = new Headers()
                .add("host", "localhost")
                .add("content-type", "application/x-www-form-urlencoded; charset=utf-8");
        return new WireRequest("POST", path, "", headers, body.getBytes(UTF_8), "127.0.0.1", false);
    }
}
