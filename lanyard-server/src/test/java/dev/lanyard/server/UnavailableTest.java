// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;
import dev.lanyard.core.imds.MetadataAddresses;
import dev.lanyard.server.Wire.Answer;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What clients are told while the database is away. Here it is closed, which to those above is the same.
class UnavailableTest {
    private final Wire wire = Wire.start();
    private final List<String> log = new ArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            log.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    UnavailableTest() {
        Logger.getLogger("dev.lanyard").addHandler(listener);
    }

    @AfterEach
    void stopListening() {
        Logger.getLogger("dev.lanyard").removeHandler(listener);
        wire.close();
    }

    @Test
    void theApisAnswerAsTheirProtocolsDoAndNothingIsLogged() {
        wire.close();
        String sentence = "The request has failed due to a temporary failure of the server.";
        for (Answer answer : List.of(wire.iam("ListRoles"), wire.iam("CreateUser", "UserName", "u"))) {
            assertUnavailable(answer);
            assertThat(answer.fault()).isEqualTo("ServiceUnavailable: " + sentence);
            assertThat(answer.text("Type")).isEqualTo("Receiver");
        }
        Answer ec2 = wire.ec2("DescribeInstances");
        assertUnavailable(ec2);
        assertThat(ec2.fault()).isEqualTo("Unavailable: The server is overloaded and can't handle the request.");
        assertThat(ec2.has("RequestID")).isTrue();
        Answer dms = wire.dms("DescribeInstanceProfiles", "{}");
        assertUnavailable(dms);
        assertThat(dms.fault()).isEqualTo("ServiceUnavailable: " + sentence);
        assertThat(log).isEmpty();
    }

    @Test
    void aKeyThatCannotBeLookedUpIsNotAWrongKey() {
        wire.iam("CreateUser", "UserName", "u");
        Answer key = wire.iam("CreateAccessKey", "UserName", "u");
        Wire user = wire.with(key.text("AccessKeyId"), key.text("SecretAccessKey"), Optional.empty());
        assertThat(user.sts("GetCallerIdentity").status()).isEqualTo(200);
        wire.close();
        for (Answer answer : List.of(
                user.sts("GetCallerIdentity"), user.ec2("DescribeInstances"), user.dms("DescribeConnections", "{}"))) {
            assertUnavailable(answer);
        }
    }

    @Test
    void adminPathsSayWhatIsWrong() {
        assertThat(wire.admin("health").status()).isEqualTo(200);
        wire.close();
        for (String path : List.of("health", "instances")) {
            Answer answer = wire.admin(path);
            assertUnavailable(answer);
            assertThat(answer.body()).isEqualTo("{\"status\":\"database unavailable\"}");
        }
    }

    @Test
    void theMetadataServiceAnswersAndItsDoorStaysOpen() throws Exception {
        byte[] bytes = InetAddress.ofLiteral("127.64.0.1").getAddress();
        assertThat(MetadataAddresses.isOne(ByteBuffer.wrap(bytes).getInt())).isTrue();
        InetAddress instance = InetAddress.getByAddress(bytes);
        wire.close();
        WireResponse byAddress = wire.lanyard()
                .metadata()
                .answer(request("127.64.0.1", "/latest/meta-data/iam/security-credentials/"), instance)
                .orElseThrow();
        WireResponse byPath = wire.lanyard()
                .handleMetadata(request("127.0.0.1", "/instances/i-0123456789abcdef0/latest/meta-data/"))
                .orElseThrow();
        for (WireResponse answer : List.of(byAddress, byPath)) {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.headers().first("retry-after")).contains("1");
        }
        assertThat(log).isEmpty();
    }

    @Test
    void filesBehaveAlike(@TempDir Path directory) {
        Wire onDisk = Wire.start(Options.onFreePorts().dataDir(directory).build());
        onDisk.close();
        assertUnavailable(onDisk.iam("ListRoles"));
        assertUnavailable(onDisk.iam("CreateUser", "UserName", "u"));
    }

    private static WireRequest request(String host, String path) {
        return new WireRequest("GET", path, "", new Headers().add("host", host), new byte[0], "127.0.0.1", false);
    }

    private static void assertUnavailable(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers()).containsEntry("retry-after", "1");
    }
}
