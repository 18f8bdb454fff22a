// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.imds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.core.imds.InstanceKey;
import dev.lanyard.core.imds.RoleSessions.Profile;
import dev.lanyard.server.imds.Imds.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataTreeTest {
    private static final String MAC = "/latest/meta-data/network/interfaces/macs/0a:00:00:00:00:05";

    private final Imds imds = new Imds();
    private final InstanceKey bare = imds.cloud.launch("i-0123456789abcdef0");
    private final InstanceKey rich = imds.cloud.launch("i-0fedcba9876543210");

    MetadataTreeTest() {
        imds.cloud.enrich(rich);
        imds.cloud.profile("app", new Profile.Holding("app-role", "AROAAPP"));
        imds.cloud.associate(rich, "iip-assoc-1", "app", imds.clock.instant());
    }

    @AfterEach
    void close() {
        imds.close();
    }

    private String read(InstanceKey instance, String path) {
        Answer answer = imds.get(instance, path);
        assertThat(answer.status()).as(path).isEqualTo(200);
        return answer.body();
    }

    /// Everything below a directory as cloud-init finds it: names in lists that end with a slash are directories.
    private Map<String, String> crawl(InstanceKey instance, String directory) {
        Map<String, String> found = new TreeMap<>();
        for (String name : read(instance, directory).split("\n", -1)) {
            String key = name.contains("=") ? name.substring(0, name.indexOf('=')) + '/' : name;
            if (key.endsWith("/")) {
                found.putAll(crawl(instance, directory + key));
            } else {
                found.put(directory + key, read(instance, directory + key));
            }
        }
        return found;
    }

    @Test
    void everyListedNameAnswers() {
        Map<String, String> few = crawl(bare, "/latest/meta-data/");
        Map<String, String> all = crawl(rich, "/latest/meta-data/");

        assertThat(few).hasSizeGreaterThan(35);
        assertThat(all)
                .hasSizeGreaterThan(few.size() + 15)
                .containsKeys(few.keySet().toArray(new String[0]));
        assertThat(crawl(rich, "/latest/dynamic/")).hasSize(6);
        assertThat(all.values()).allSatisfy(text -> assertThat(text).isNotEmpty());
    }

    @Test
    void whatDoesNotApplyIsNeitherListedNorThere() {
        List<String> listed = List.of(read(bare, "/latest/meta-data/").split("\n", -1));
        for (String name : List.of(
                "iam/", "public-ipv4", "public-hostname", "public-keys/", "tags/", "ipv6", "spot/", "kernel-id")) {
            assertThat(listed).doesNotContain(name);
            assertThat(imds.get(bare, "/latest/meta-data/" + name).status())
                    .as(name)
                    .isEqualTo(404);
        }
        assertThat(imds.get(bare, MAC + "/public-ipv4s").status()).isEqualTo(404);
        assertThat(imds.get(bare, "/latest/meta-data/placement/group-name").status())
                .isEqualTo(404);
    }

    @Test
    void valuesAreThoseOfTheInstance() {
        Map<String, String> expected = new TreeMap<>(Map.ofEntries(
                Map.entry("instance-id", rich.id()),
                Map.entry("ami-id", "ami-0abcdef1234567890"),
                Map.entry("ami-launch-index", "0"),
                Map.entry("ami-manifest-path", "(unknown)"),
                Map.entry("block-device-mapping/", "ami\nebs1\nroot"),
                Map.entry("block-device-mapping/ami", "xvda"),
                Map.entry("block-device-mapping/root", "/dev/xvda"),
                Map.entry("events/maintenance/history", "[]"),
                Map.entry("hostname", "ip-10-0-0-5.eu-west-1.compute.internal"),
                Map.entry("instance-life-cycle", "on-demand"),
                Map.entry("iam", "info\nsecurity-credentials/"),
                Map.entry("ipv6", "2001:db8::5"),
                Map.entry("local-ipv4", "10.0.0.5"),
                Map.entry("mac", "0a:00:00:00:00:05"),
                Map.entry("network/interfaces/macs", "0a:00:00:00:00:05/"),
                Map.entry("placement/availability-zone", "eu-west-1a"),
                Map.entry("placement/availability-zone-id", "euw1-az1"),
                Map.entry("placement/region", "eu-west-1"),
                Map.entry("public-ipv4", "203.0.113.9"),
                Map.entry("public-keys/", "0=my-key"),
                Map.entry("public-keys/0/", "openssh-key"),
                Map.entry("public-keys/0/openssh-key", "ssh-ed25519 AAAAC3 my-key\n"),
                Map.entry("security-groups", "default\nweb"),
                Map.entry("services/partition", "aws"),
                Map.entry("tags/instance", "Name\na@b:c+d"),
                Map.entry("tags/instance/Name", "web 1"),
                Map.entry("tags/instance/a@b:c+d", "é"),
                Map.entry("tags/instance/a%40b%3Ac%2Bd", "é")));
        expected.forEach((name, value) ->
                assertThat(read(rich, "/latest/meta-data/" + name)).as(name).isEqualTo(value));
    }

    @Test
    void anInterfaceTellsWhereItIs() {
        Map<String, String> expected = Map.of(
                "ipv4-associations/203.0.113.9", "10.0.0.5",
                "local-ipv4s", "10.0.0.5\n10.0.0.6",
                "owner-id", rich.account().value(),
                "security-group-ids", "sg-1\nsg-2",
                "subnet-ipv4-cidr-block", "10.0.0.0/24",
                "vpc-id", "vpc-1",
                "vpc-ipv4-cidr-blocks", "10.0.0.0/16\n10.1.0.0/16",
                "vpc-ipv6-cidr-blocks", "2001:db8::/56");
        expected.forEach((name, value) ->
                assertThat(read(rich, MAC + '/' + name)).as(name).isEqualTo(value));
        assertThat(read(rich, MAC.replace(":", "%3A") + "/mac")).isEqualTo("0a:00:00:00:00:05");
    }

    @Test
    void userDataComesAsItWasGiven() {
        Answer answer = imds.get(rich, "/latest/user-data");

        assertThat(answer.bytes()).containsExactly('#', '!', '\n', 0xff);
        assertThat(answer.header("content-type")).isEqualTo("application/octet-stream");
        assertThat(answer.header("accept-ranges")).isEqualTo("bytes");
        assertThat(read(rich, "/latest")).isEqualTo("dynamic\nmeta-data\nuser-data");
        assertThat(read(bare, "/latest/")).isEqualTo("dynamic\nmeta-data");
    }

    @Test
    void aLeafIsTextWithoutRanges() {
        Answer answer = imds.get(rich, "/latest/meta-data/instance-id");

        assertThat(answer.header("content-type")).isEqualTo("text/plain");
        assertThat(answer.header("accept-ranges")).isEqualTo("none");
        assertThat(answer.header("last-modified")).isEqualTo("Thu, 12 Feb 2026 11:27:40 GMT");
    }

    @Test
    void everyVersionAnswers() {
        List<String> versions = new ArrayList<>(List.of(read(bare, "/").split("\n", -1)));

        assertThat(versions).startsWith("1.0").endsWith("latest").contains("2009-04-04", "2021-03-23");
        assertThat(versions)
                .allSatisfy(version -> assertThat(read(bare, '/' + version + "/meta-data/instance-id"))
                        .isEqualTo(bare.id()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/latest/meta-data/placement/availability-zone/",
                "//latest///meta-data/placement//availability-zone",
                "/latest/meta-data/placement/availability-zone"
            })
    void slashesAreForgiven(String path) {
        assertThat(read(bare, path)).isEqualTo("eu-west-1a");
    }

    @Test
    void aListNeedsNoSlash() {
        assertThat(read(rich, "/latest/meta-data")).isEqualTo(read(rich, "/latest/meta-data/"));
        assertThat(read(rich, "/latest/meta-data/iam/security-credentials")).isEqualTo("app-role");
        assertThat(read(rich, "/latest/meta-data/tags/instance"))
                .isEqualTo(read(rich, "/latest/meta-data/tags/instance/"));
    }
}
