// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import java.net.InetAddress;
import java.util.Optional;

/// A block of IPv4 or IPv6 addresses: `203.0.113.0/24`, `2001:db8::/32`, or one address alone.
public record AddressBlock(byte[] address, int bits) {
    public static Optional<AddressBlock> parse(String text) {
        int slash = text.indexOf('/');
        Optional<byte[]> address = address(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty() || slash < 0) {
            return address.map(a -> new AddressBlock(a, 8 * a.length));
        }
        String length = text.substring(slash + 1);
        boolean number =
                !length.isEmpty() && length.length() <= 3 && length.chars().allMatch(c -> c >= '0' && c <= '9');
        int bits = number ? Integer.parseInt(length) : -1;
        return bits < 0 || bits > 8 * address.get().length
                ? Optional.empty()
                : Optional.of(new AddressBlock(address.get(), bits));
    }

    public boolean contains(byte[] other) {
        if (other.length != address.length) {
            return false;
        }
        for (int i = 0; i < address.length; i++) {
            int mask = 0xff00 >> Math.clamp(bits - 8 * i, 0, 8) & 0xff;
            if (((address[i] ^ other[i]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /// The bytes of a literal address. The library would also take `10.1` for `10.0.0.1`; a policy does not.
    public static Optional<byte[]> address(String text) {
        boolean six = text.indexOf(':') >= 0;
        if (!six && text.chars().filter(c -> c == '.').count() != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text).getAddress());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
