// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.catalogue;

import dev.lanyard.aws.arn.Region;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// AWS's regions and their availability zones. A region that AWS does not have, which clients may invent, has three
/// zones.
public final class Zones {
    private static final String STANDARD = "opt-in-not-required";

    /// @param code what zone ids begin with, such as `use1`
    /// @param optIn `opt-in-not-required` or `not-opted-in`
    public record RegionFacts(String name, String code, String longName, String optIn, List<Zone> zones) {
        public boolean needsOptIn() {
            return !optIn.equals(STANDARD);
        }
    }

    /// @param name such as `us-east-1a`
    /// @param id such as `use1-az1`; AWS shuffles them by account, Lanyard does not
    public record Zone(String name, String id) {}

    private final Map<String, RegionFacts> regions = new LinkedHashMap<>();

    /// Reads the resource `regions.tsv`.
    public Zones() {
        for (String[] fields : Table.read("regions.tsv")) {
            List<Zone> zones = new ArrayList<>();
            for (String zone : fields[4].split(",")) {
                zones.add(new Zone(fields[0] + zone.charAt(0), fields[1] + "-az" + zone.substring(1)));
            }
            regions.put(
                    fields[0],
                    new RegionFacts(
                            fields[0],
                            fields[1],
                            fields[2],
                            fields[3].equals("yes") ? "not-opted-in" : STANDARD,
                            zones));
        }
    }

    /// The regions that AWS has.
    public List<RegionFacts> regions() {
        return List.copyOf(regions.values());
    }

    public RegionFacts of(Region region) {
        RegionFacts known = regions.get(region.value());
        return known != null ? known : invented(region.value());
    }

    private static RegionFacts invented(String name) {
        return new RegionFacts(
                name,
                name,
                name,
                STANDARD,
                List.of(
                        new Zone(name + "a", name + "-az1"),
                        new Zone(name + "b", name + "-az2"),
                        new Zone(name + "c", name + "-az3")));
    }

    public List<String> names(Region region) {
        return of(region).zones().stream().map(Zone::name).toList();
    }

    public Optional<Zone> named(Region region, String name) {
        return of(region).zones().stream().filter(it -> it.name().equals(name)).findFirst();
    }

    public Optional<Zone> withId(Region region, String id) {
        return of(region).zones().stream().filter(it -> it.id().equals(id)).findFirst();
    }
}
