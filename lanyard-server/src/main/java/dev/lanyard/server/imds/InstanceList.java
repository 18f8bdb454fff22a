// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.imds;

import dev.lanyard.core.imds.InstanceDirectory;
import dev.lanyard.core.imds.InstanceDirectory.Listed;
import dev.lanyard.core.imds.InstanceKey;
import dev.lanyard.core.imds.MetadataAddresses;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// All instances and where their metadata is, as `/_lanyard/instances` shows them.
public final class InstanceList {
    private final InstanceDirectory directory;
    private final MetadataAddresses addresses;
    private final InstantSource clock;
    private volatile Optional<MetadataListener> listener = Optional.empty();

    public InstanceList(InstanceDirectory directory, MetadataAddresses addresses, InstantSource clock) {
        this.directory = directory;
        this.addresses = addresses;
        this.clock = clock;
    }

    /// Says how the metadata service is reached, once it is.
    public void reachedBy(MetadataListener one) {
        listener = Optional.of(one);
    }

    public String json() {
        Instant now = clock.instant();
        List<Listed> all = directory.all(now);
        Map<InstanceKey, Integer> known = addresses.of(keys(all), () -> keys(directory.all(now)));
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("instances");
            all.stream()
                    .filter(each -> known.containsKey(each.key()))
                    .forEach(each -> write(json, each, known.get(each.key())));
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    private static List<InstanceKey> keys(List<Listed> all) {
        return all.stream().map(Listed::key).toList();
    }

    private void write(JsonGenerator json, Listed each, int address) {
        InstanceKey key = each.key();
        json.writeStartObject();
        json.writeStringProperty("instanceId", key.id());
        json.writeStringProperty("account", key.account().value());
        json.writeStringProperty("region", key.region().value());
        json.writeStringProperty("state", each.state());
        if (each.awake() && listener.isPresent()) {
            if (listener.get().everyAddress()) {
                json.writeStringProperty("metadataUrl", listener.get().url(address));
            }
            json.writeStringProperty("metadataPathUrl", listener.get().pathUrl(key.id()));
        }
        json.writeEndObject();
    }
}
