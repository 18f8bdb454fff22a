// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Lanyard;
import dev.lanyard.server.Options;
import dev.lanyard.server.StartFailure;
import dev.lanyard.server.http.HttpFront;
import dev.lanyard.server.http.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.core.SdkGlobalTime;
import software.amazon.awssdk.services.sts.StsClient;

@Isolated("the SDK has one clock for all of its clients")
class ClockSkewTest {
    @AfterEach
    void setTheClockBack() {
        SdkGlobalTime.setGlobalTimeOffset(0);
    }

    @Test
    void clientWithAWrongClockSetsItByTheServersAnswer() throws StartFailure, IOException {
        Attempts attempts = new Attempts();
        InstantSource ahead = () -> Instant.now().plus(Duration.ofHours(3));
        HttpFront front = new HttpFront(Limits.standard(), ahead, () -> "unused");
        try (Lanyard lanyard = new Lanyard(Options.onFreePorts().build(), ahead, new SecureRandom())) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            int port = front.listen(address, lanyard::handle).address().getPort();
            URI endpoint = URI.create("http://127.0.0.1:" + port);
            try (StsClient sts = Sdk.connect(attempts.countedBy(StsClient.builder()), endpoint)) {
                assertThat(sts.getCallerIdentity().account()).isEqualTo("000000000000");
                assertThat(attempts.sent()).isEqualTo(2);
                sts.getCallerIdentity();
                assertThat(attempts.sent()).as("the clock stays corrected").isEqualTo(3);
            }
        } finally {
            front.stop(Duration.ZERO);
        }
    }
}
