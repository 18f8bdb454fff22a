// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import dev.lanyard.core.ec2.ResourceId;
import dev.lanyard.core.ec2.Scope;
import java.time.Instant;
import java.util.List;

/// Addresses out of blocks that AWS gives to EC2.
final class PublicAddresses {
    private static final List<Cidr> BLOCKS = List.of(
            Cidr.parse("54.160.0.0/12").orElseThrow(),
            Cidr.parse("18.208.0.0/13").orElseThrow(),
            Cidr.parse("3.80.0.0/12").orElseThrow(),
            Cidr.parse("34.224.0.0/12").orElseThrow());

    private PublicAddresses() {}

    /// An address that follows from who asks for it and when; another one for each attempt.
    static String of(Scope scope, ResourceId id, Instant now, int attempt) {
        int hash = mixed(List.of(scope, id, now, attempt).hashCode());
        Cidr block = BLOCKS.get(hash & 3);
        return Cidr.text(block.host((hash >>> 2) % block.hosts()));
    }

    private static int mixed(int hash) {
        int mixed = (hash ^ hash >>> 16) * 0x85eb_ca6b;
        mixed = (mixed ^ mixed >>> 13) * 0xc2b2_ae35;
        return mixed ^ mixed >>> 16;
    }
}
