// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Node;
import dev.lanyard.server.StartFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataTagsState;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/// The metadata of instances as EC2 launches them, read as cloud-init reads it: each name that a list shows is read,
/// those that end with a slash are lists, and the first answer other than 200 ends it all.
class MetadataCrawlTest {
    private static final String VERSION = "/2021-03-23/";

    @AutoClose
    private final Node node = Node.start(Engine.MEMORY.options(Path.of("")));

    @AutoClose
    private final Client client = new SdkClient(node.endpoint());

    @AutoClose
    private final Ec2Client ec2 = Sdk.connect(Ec2Client.builder(), node.endpoint());

    @AutoClose
    private final HttpClient http = HttpClient.newHttpClient();

    MetadataCrawlTest() throws StartFailure {}

    @Test
    void everyNameThatIsListedAnswers() throws Exception {
        String bare = client.runInstance(Optional.empty());
        assertThat(crawl(bare)).containsEntry("meta-data/instance-id", bare).doesNotContainKey("meta-data/iam/info");

        String rich = launchWithAllThereIs();
        assertThat(crawl(rich))
                .containsEntry("meta-data/instance-id", rich)
                .containsEntry("meta-data/tags/instance/Name", "web")
                .containsKeys(
                        "meta-data/block-device-mapping/ebs1",
                        "meta-data/iam/info",
                        "meta-data/public-ipv4",
                        "meta-data/public-keys/0/openssh-key",
                        "dynamic/instance-identity/document");
    }

    private String launchWithAllThereIs() {
        client.createRole("app");
        client.createProfile("app");
        client.addRole("app", "app");
        ec2.createKeyPair(in -> in.keyName("admin"));
        return ec2.runInstances(in -> in.imageId(Client.IMAGE)
                        .minCount(1)
                        .maxCount(1)
                        .iamInstanceProfile(it -> it.name("app"))
                        .keyName("admin")
                        .userData("IyEvYmluL3NoCg==")
                        .blockDeviceMappings(List.of(BlockDeviceMapping.builder()
                                .deviceName("/dev/sdf")
                                .ebs(volume -> volume.volumeSize(8))
                                .build()))
                        .metadataOptions(it -> it.httpTokens(HttpTokensState.REQUIRED)
                                .instanceMetadataTags(InstanceMetadataTagsState.ENABLED))
                        .tagSpecifications(List.of(TagSpecification.builder()
                                .resourceType(ResourceType.INSTANCE)
                                .tags(Tag.builder().key("Name").value("web").build())
                                .build())))
                .instances()
                .getFirst()
                .instanceId();
    }

    /// @return what is found, by paths below the version
    private Map<String, String> crawl(String instance) throws IOException, InterruptedException {
        Listed listed = Listed.on(node.endpoint(), instance);
        String metadata = listed.metadataUrl().orElse(listed.metadataPathUrl());
        String token = ask(HttpRequest.newBuilder(URI.create(metadata + "/latest/api/token"))
                .header("X-aws-ec2-metadata-token-ttl-seconds", "21600")
                .PUT(BodyPublishers.noBody()));
        Map<String, String> found = new TreeMap<>();
        crawl(metadata + VERSION, token, "meta-data/", found);
        crawl(metadata + VERSION, token, "dynamic/", found);
        return found;
    }

    private void crawl(String version, String token, String path, Map<String, String> found)
            throws IOException, InterruptedException {
        String answer =
                ask(HttpRequest.newBuilder(URI.create(version + path)).header("X-aws-ec2-metadata-token", token));
        if (!path.endsWith("/")) {
            found.put(path, answer);
            return;
        }
        for (String name : answer.lines().toList()) {
            int key = path.endsWith("/public-keys/") ? name.indexOf('=') : -1;
            crawl(version, token, path + (key < 0 ? name : name.substring(0, key) + "/openssh-key"), found);
        }
    }

    private String ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.uri().toString()).isEqualTo(200);
        return response.body();
    }
}
