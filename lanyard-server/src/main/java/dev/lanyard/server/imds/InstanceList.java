// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.imds;

import dev.lanyard.aws.json.JsonWriter;
import dev.lanyard.core.imds.InstanceDirectory;
import dev.lanyard.core.imds.InstanceDirectory.Listed;
import dev.lanyard.core.imds.InstanceKey;
import dev.lanyard.core.imds.MetadataAddresses;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        List<Listed> reached =
                all.stream().filter(each -> known.containsKey(each.key())).toList();
        return JsonWriter.object(json ->
                json.putObjects("instances", reached, (it, each) -> write(it, each, known.get(each.key()))));
    }

    private static List<InstanceKey> keys(List<Listed> all) {
        return all.stream().map(Listed::key).toList();
    }

    private void write(JsonWriter json, Listed each, int address) {
        InstanceKey key = each.key();
        json.put("instanceId", key.id())
                .put("account", key.account().value())
                .put("region", key.region().value())
                .put("state", each.state());
        if (each.awake() && listener.isPresent()) {
            if (listener.get().everyAddress()) {
                json.put("metadataUrl", listener.get().url(address));
            }
            json.put("metadataPathUrl", listener.get().pathUrl(key.id()));
        }
    }
}
