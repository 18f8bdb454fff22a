// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import dev.lanyard.core.dms.NetworkDirectory;
import dev.lanyard.core.dms.Place;
import java.util.List;
import java.util.Set;

/// An account in which nothing of EC2's network exists.
final class NoNetwork implements NetworkDirectory {
    @Override
    public List<Subnet> subnets(Place place, List<String> ids) {
        return List.of();
    }

    @Override
    public List<SecurityGroup> securityGroups(Place place, List<String> ids) {
        return List.of();
    }

    @Override
    public List<Subnet> defaultSubnets(Place place) {
        return List.of();
    }

    @Override
    public Set<String> zones(Place place) {
        return Set.of();
    }
}
