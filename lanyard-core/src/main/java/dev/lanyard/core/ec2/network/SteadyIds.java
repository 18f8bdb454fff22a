// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import dev.lanyard.core.ec2.Scope;

/// Ids that look random and are the same every time for the same account and region.
final class SteadyIds {
    private static final int DIGITS = 16;

    private final String seed;
    private int count;

    SteadyIds(Scope scope) {
        this.seed = scope.account() + "/" + scope.region();
    }

    /// The id of the next thing, which must be asked for in the same order every time.
    String next(String prefix) {
        count++;
        String digits = Long.toHexString(hash(seed + '/' + prefix + '/' + count));
        return prefix + "-0" + "0".repeat(DIGITS - digits.length()) + digits;
    }

    /// FNV-1a over 64 bits, then a finalizer that spreads the last characters over all bits.
    private static long hash(String text) {
        long hash = 0xcbf2_9ce4_8422_2325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100_0000_01b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51_afd7_ed55_8ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ce_b9fe_1a85_ec53L;
        return hash ^ hash >>> 33;
    }

    /// The id of the DHCP options that every VPC of a scope has.
    static String dhcpOptions(Scope scope) {
        return new SteadyIds(scope).next("dopt");
    }
}
