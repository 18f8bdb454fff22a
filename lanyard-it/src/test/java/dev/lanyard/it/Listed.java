// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/// An instance that runs, as the admin path `/_lanyard/instances` lists it.
///
/// @param metadataUrl on an address of its own, where the system has so many
record Listed(String state, Optional<String> metadataUrl, String metadataPathUrl) {

    static Listed on(URI endpoint, String instance) {
        HttpRequest request =
                HttpRequest.newBuilder(endpoint.resolve("/_lanyard/instances")).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            String body = http.send(request, BodyHandlers.ofString()).body();
            JsonNode found = Json.list(Json.read(body), "instances").stream()
                    .filter(each -> Json.string(each, "instanceId").equals(instance))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + instance + " in " + body));
            return new Listed(
                    Json.string(found, "state"),
                    found.field("metadataUrl").map(JsonNode::text),
                    Json.string(found, "metadataPathUrl"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
