// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import dev.lanyard.aws.text.Digits;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/// Blocks of IPv6 addresses in the one form that AWS shows: bits beyond the prefix dropped, the longest run of zeros
/// left out.
final class Ipv6Cidr {
    private static final int BITS = 128;
    private static final int GROUPS = 8;

    private Ipv6Cidr() {}

    static Optional<String> canonical(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || text.indexOf(':') < 0) {
            return Optional.empty();
        }
        try {
            int prefix = Digits.read(text.substring(slash + 1), BITS).orElse(-1);
            if (prefix < 0 || !(InetAddress.ofLiteral(text.substring(0, slash)) instanceof Inet6Address address)) {
                return Optional.empty();
            }
            return Optional.of(compressed(masked(address.getAddress(), prefix)) + '/' + prefix);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static int[] masked(byte[] address, int prefix) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            int kept = Math.clamp(prefix - 16L * i, 0, 16);
            int mask = 0xffff << (16 - kept) & 0xffff;
            groups[i] = ((address[2 * i] & 0xff) << 8 | (address[2 * i + 1] & 0xff)) & mask;
        }
        return groups;
    }

    private static String compressed(int[] groups) {
        int best = -1;
        int length = 1; // a single zero is written out
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                best = i;
                length = end - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == best) {
                text.append("::");
                i += length - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":");
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
