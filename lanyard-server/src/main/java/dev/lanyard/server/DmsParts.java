// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import dev.lanyard.core.dms.ConversionTimes;
import dev.lanyard.core.dms.DmsQuotas;
import dev.lanyard.core.dms.DmsSections;
import dev.lanyard.core.dms.DmsSections.Neighbours;
import dev.lanyard.core.sts.RoleDirectory;
import dev.lanyard.store.dms.SqlDms;

/// The parts of DMS, and its view of IAM and EC2.
final class DmsParts {
    private final Ground ground;
    private final RoleDirectory roles;
    private final Ec2NetworkParts ec2;

    DmsParts(Ground ground, RoleDirectory roles, Ec2NetworkParts ec2) {
        this.ground = ground;
        this.roles = roles;
        this.ec2 = ec2;
    }

    DmsSections sections() {
        return DmsSections.of(
                SqlDms.in(ground.database()),
                new Neighbours(new DmsNetwork(ec2.network(), ec2.zones()), new TrustOfRoles(roles)),
                DmsQuotas.AWS,
                times(),
                ground.ids());
    }

    private ConversionTimes times() {
        return switch (ground.options().transitions()) {
            case FAST -> ConversionTimes.FAST;
            case AWS -> ConversionTimes.AWS;
            case ZERO -> ConversionTimes.ZERO;
        };
    }
}
