// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.bridge;

import dev.lanyard.core.dms.NetworkDirectory;
import dev.lanyard.core.dms.Place;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.network.Network;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// DMS's view of EC2's network.
public final class Ec2NetworkForDms implements NetworkDirectory {
    private final Network network;

    public Ec2NetworkForDms(Network network) {
        this.network = network;
    }

    @Override
    public List<Subnet> subnets(Place place, List<String> ids) {
        return network.subnets(scope(place)).stream()
                .map(Ec2NetworkForDms::subnet)
                .filter(subnet -> ids.contains(subnet.id()))
                .toList();
    }

    @Override
    public List<SecurityGroup> securityGroups(Place place, List<String> ids) {
        return network.groups(scope(place)).stream()
                .map(group -> new SecurityGroup(group.id().value(), group.vpc().value()))
                .filter(group -> ids.contains(group.id()))
                .toList();
    }

    @Override
    public List<Subnet> defaultSubnets(Place place) {
        Optional<String> vpc =
                network.defaultVpc(scope(place)).map(it -> it.id().value());
        return network.subnets(scope(place)).stream()
                .map(Ec2NetworkForDms::subnet)
                .filter(subnet -> vpc.filter(subnet.vpc()::equals).isPresent())
                .toList();
    }

    @Override
    public Set<String> zones(Place place) {
        return Set.copyOf(network.zones().names(place.region()));
    }

    private static Subnet subnet(dev.lanyard.core.ec2.network.Subnet subnet) {
        return new Subnet(subnet.id().value(), subnet.vpc().value(), subnet.zone());
    }

    private static Scope scope(Place place) {
        return new Scope(place.account(), place.region());
    }
}
