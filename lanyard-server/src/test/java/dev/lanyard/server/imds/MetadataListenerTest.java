// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.imds;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lanyard.core.imds.InstanceKey;
import dev.lanyard.core.imds.MetadataAddresses;
import dev.lanyard.server.http.HttpFront;
import dev.lanyard.server.http.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetadataListenerTest {
    private final Imds imds = new Imds();
    private final HttpFront front = new HttpFront(Limits.standard(), InstantSource.system(), () -> "id");
    private final InstanceList list = new InstanceList(imds.cloud, imds.addresses, imds.clock);
    private MetadataListener listener;

    @BeforeEach
    void open() throws IOException {
        listener = MetadataListener.open(front, 0, imds.endpoint);
        list.reachedBy(listener);
    }

    @AfterEach
    void close() {
        front.stop(Duration.ZERO);
        imds.close();
    }

    private List<URI> urls() {
        List<URI> urls = new ArrayList<>();
        for (String part : list.json().split("\"metadataUrl\":\"", -1)) {
            if (part.startsWith("http")) {
                urls.add(URI.create(part.substring(0, part.indexOf('"'))));
            }
        }
        return urls;
    }

    /// The answer to a request for the instance id; empty text when the server hangs up.
    private String ask(InetAddress address, String host) throws IOException {
        return ask("", address, host);
    }

    private String ask(String prefix, InetAddress address, String host) throws IOException {
        try (Socket socket = new Socket(address, listener.port())) {
            String request = "GET " + prefix + "/latest/meta-data/instance-id HTTP/1.1\r\nHost: " + host
                    + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        } catch (SocketException _) {
            return "";
        }
    }

    @Test
    void eachInstanceIsToldApartByTheAddressThatItCalls() throws IOException {
        assumeTrue(listener.everyAddress());
        List<InstanceKey> instances = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            instances.add(imds.cloud.launch("i-%017x".formatted(i)));
        }

        List<URI> urls = urls();
        assertThat(urls).hasSize(300).doesNotHaveDuplicates();
        for (int i = 0; i < 300; i += 50) {
            InetAddress address = InetAddress.getByName(urls.get(i).getHost());
            assertThat(MetadataAddresses.isOne(
                            ByteBuffer.wrap(address.getAddress()).getInt()))
                    .isTrue();
            assertThat(ask(address, urls.get(i).getHost() + ':' + listener.port()))
                    .endsWith("\r\n\r\n" + instances.get(i).id());
        }
    }

    @Test
    void theAddressIsTheHost() throws IOException {
        assumeTrue(listener.everyAddress());
        imds.cloud.launch("i-00000000000000001");
        InetAddress address = InetAddress.getByName(urls().getFirst().getHost());

        assertThat(ask(address, "169.254.169.254")).startsWith("HTTP/1.1 200 ");
        for (String foreign : List.of("localhost", "127.0.0.1", "evil.example", "127.64.255.255")) {
            assertThat(ask(address, foreign)).startsWith("HTTP/1.1 403 ");
        }
    }

    @Test
    void anAddressThatNobodyHasHangsUp() throws IOException {
        assumeTrue(listener.everyAddress());
        assertThat(ask(InetAddress.getByName("127.64.0.1"), "127.64.0.1")).isEmpty();
    }

    @Test
    void callersFromOtherMachinesAreHungUpOn() throws IOException {
        Optional<InetAddress> outer = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .findFirst();
        assumeTrue(listener.everyAddress() && outer.isPresent());

        assertThat(ask(outer.get(), "127.0.0.1")).isEmpty();
    }

    @Test
    void thePathIsGoodOnEverySystem() throws IOException {
        imds.cloud.launch("i-00000000000000001");
        assertThat(list.json())
                .contains("\"metadataPathUrl\":\"http://127.0.0.1:" + listener.port()
                        + "/instances/i-00000000000000001\"");
        assertThat(ask("/instances/i-00000000000000001", InetAddress.getLoopbackAddress(), "127.0.0.1"))
                .endsWith("i-00000000000000001");
    }

    @Test
    void anAddressStaysWithItsInstanceAndIsFreeAfterIt() {
        assumeTrue(listener.everyAddress());
        InstanceKey first = imds.cloud.launch("i-00000000000000001");
        InstanceKey second = imds.cloud.launch("i-00000000000000002");
        List<URI> before = urls();
        imds.cloud.stop(first);
        assertThat(urls()).containsExactly(before.get(1));
        imds.cloud.start(first, imds.clock.instant());
        assertThat(urls()).isEqualTo(before);

        imds.cloud.terminate(first);
        assertThat(urls()).containsExactly(before.get(1));

        InstanceKey third = imds.cloud.launch("i-00000000000000003");
        Map<InstanceKey, Integer> left = imds.addresses.of(List.of(third), () -> List.of(second, third));
        assertThat(left).containsOnlyKeys(second, third);
        assertThat(left.get(second)).isEqualTo(address(before.get(1)));
        assertThat(imds.addresses.at(address(before.getFirst()))).isEmpty();
    }

    @Test
    void instancesThatWantTheSameAddressGetDifferentOnes() {
        // Both texts have the same hash code.
        InstanceKey one = imds.cloud.launch("Aa");
        InstanceKey other = imds.cloud.launch("BB");

        List<InstanceKey> both = List.of(one, other);
        assertThat(new HashSet<>(imds.addresses.of(both, () -> both).values())).hasSize(2);
    }

    @Test
    void whatAnotherNodeHasJustLaunchedKeepsItsAddress() {
        InstanceKey mine = imds.cloud.launch("i-00000000000000001");
        InstanceKey others = imds.cloud.launch("i-00000000000000002");
        int claimed = imds.addresses.of(List.of(others), () -> List.of(others)).get(others);

        // This node has read the instances before the other one launched its own.
        Map<InstanceKey, Integer> all = imds.addresses.of(List.of(mine), () -> List.of(mine, others));

        assertThat(all).containsEntry(others, claimed).containsKey(mine);
        assertThat(imds.addresses.at(claimed)).contains(others);
    }

    @Test
    void lookingAtTheListWritesNothingOnceAllHaveAnAddress() {
        InstanceKey first = imds.cloud.launch("i-00000000000000001");
        imds.cloud.launch("i-00000000000000002");
        String before = list.json();
        imds.cloud.terminate(first);
        long writes = imds.database.count();
        assertThat(list.json()).isNotEqualTo(before);
        assertThat(imds.database.count()).isEqualTo(writes);
    }

    private static int address(URI url) {
        return ByteBuffer.wrap(InetAddress.ofLiteral(url.getHost()).getAddress())
                .getInt();
    }

    @Test
    void theListTellsStates() {
        InstanceKey instance = imds.cloud.launch("i-00000000000000001");
        imds.cloud.stop(instance);

        assertThat(list.json())
                .isEqualTo("{\"instances\":[{\"instanceId\":\"i-00000000000000001\",\"account\":\"123456789012\","
                        + "\"region\":\"eu-west-1\",\"state\":\"stopped\"}]}");
    }
}
