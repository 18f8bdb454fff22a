// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The instance types that exist, which are the same in every zone.
public final class InstanceTypes {
    private final Supplier<Map<String, InstanceType>> types = Lazy.of(InstanceTypes::read);

    public Optional<InstanceType> find(String name) {
        return Optional.ofNullable(types.get().get(name));
    }

    /// All types in the order of their names.
    public Collection<InstanceType> all() {
        return types.get().values();
    }

    private static Map<String, InstanceType> read() {
        Map<String, InstanceType> types = new TreeMap<>();
        for (String[] fields : Table.read("instance-types.tsv")) {
            List<String> flags = List.of(fields[5].split(","));
            List<String> architectures = new ArrayList<>(List.of(fields[4].split(",")));
            types.put(
                    fields[0],
                    new InstanceType(
                            fields[0],
                            Integer.parseInt(fields[1]),
                            Integer.parseInt(fields[2]),
                            Integer.parseInt(fields[3]),
                            architectures,
                            flags.contains("nitro"),
                            flags.contains("burstable"),
                            flags.contains("free"),
                            flags.contains("current"),
                            Integer.parseInt(fields[6]),
                            Integer.parseInt(fields[7])));
        }
        return Collections.unmodifiableMap(types);
    }
}
