// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.catalogue;

import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.ec2.Ec2Service.EC2;

import dev.lanyard.core.ec2.Ec2Filters;
import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.Filter;
import dev.lanyard.core.ec2.catalogue.Zones.RegionFacts;
import dev.lanyard.core.ec2.catalogue.Zones.Zone;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Regions and availability zones.
public final class ZoneApi implements ApiSection {
    private static final Ec2Filters<ZoneView> ZONES = Ec2Filters.<ZoneView>none()
            .on("group-name", ZoneView::groupName)
            .on("group-long-name", ZoneView::groupLongName)
            .on("message", _ -> null)
            .on("network-border-group", ZoneView::networkBorderGroup)
            .on("opt-in-status", ZoneView::optInStatus)
            .on("parent-zone-id", _ -> null)
            .on("parent-zone-name", _ -> null)
            .on("region-name", ZoneView::regionName)
            .on("state", ZoneView::state)
            .on("zone-id", ZoneView::zoneId)
            .on("zone-name", ZoneView::zoneName)
            .on("zone-type", ZoneView::zoneType);
    private static final Ec2Filters<RegionView> REGIONS = Ec2Filters.<RegionView>none()
            .on("endpoint", RegionView::endpoint)
            .on("opt-in-status", RegionView::optInStatus)
            .on("region-name", RegionView::regionName);

    private final Zones zones;

    public ZoneApi(Zones zones) {
        this.zones = zones;
    }

    record DescribeAvailabilityZones(List<String> zoneNames, List<String> zoneIds, List<Filter> filters) {}

    record ZoneView(
            String zoneName,
            String zoneId,
            String state,
            String zoneType,
            String regionName,
            String groupName,
            String groupLongName,
            String networkBorderGroup,
            String optInStatus,
            List<Map<String, Object>> messages) {}

    record DescribedZones(List<ZoneView> availabilityZones) {}

    record DescribeRegions(List<String> regionNames, Optional<Boolean> allRegions, List<Filter> filters) {}

    record RegionView(String regionName, String endpoint, String optInStatus) {}

    record DescribedRegions(List<RegionView> regions) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                EC2.read(
                                "DescribeAvailabilityZones",
                                DescribeAvailabilityZones.class,
                                DescribedZones.class,
                                this::describeZones)
                        .guardedBy((_, call) -> Ec2Permissions.onAll("DescribeAvailabilityZones", call)),
                EC2.read("DescribeRegions", DescribeRegions.class, DescribedRegions.class, this::describeRegions)
                        .guardedBy((_, call) -> Ec2Permissions.onAll("DescribeRegions", call)));
    }

    private DescribedZones describeZones(DescribeAvailabilityZones in, Call call) {
        RegionFacts region = zones.of(call.region());
        requireKnown(
                "Invalid availability zone: ",
                in.zoneNames(),
                region.zones().stream().map(Zone::name));
        requireKnown(
                "Invalid availability zone-id: ",
                in.zoneIds(),
                region.zones().stream().map(Zone::id));
        return new DescribedZones(region.zones().stream()
                .filter(zone -> in.zoneNames().isEmpty() || in.zoneNames().contains(zone.name()))
                .filter(zone -> in.zoneIds().isEmpty() || in.zoneIds().contains(zone.id()))
                .map(zone -> view(region, zone))
                .filter(ZONES.matching(in.filters()))
                .toList());
    }

    private static ZoneView view(RegionFacts region, Zone zone) {
        return new ZoneView(
                zone.name(),
                zone.id(),
                "available",
                "availability-zone",
                region.name(),
                region.name() + "-zg-1",
                region.longName() + " 1",
                region.name(),
                region.needsOptIn() ? "opted-in" : region.optIn(),
                List.of());
    }

    private DescribedRegions describeRegions(DescribeRegions in, Call call) {
        List<RegionFacts> known = zones.regions();
        requireKnown("Invalid region names: ", in.regionNames(), known.stream().map(RegionFacts::name));
        boolean all = in.allRegions().orElse(false) || !in.regionNames().isEmpty();
        return new DescribedRegions(known.stream()
                .filter(region -> all || !region.needsOptIn())
                .filter(region -> in.regionNames().isEmpty() || in.regionNames().contains(region.name()))
                .map(region -> new RegionView(region.name(), "ec2." + region.name() + ".amazonaws.com", region.optIn()))
                .filter(REGIONS.matching(in.filters()))
                .toList());
    }

    private static void requireKnown(String text, List<String> named, Stream<String> known) {
        List<String> all = known.toList();
        List<String> unknown =
                named.stream().filter(name -> !all.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw INVALID_PARAMETER_VALUE.because(text + unknown);
        }
    }
}
