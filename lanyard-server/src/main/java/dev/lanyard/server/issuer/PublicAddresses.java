// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.issuer;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;

/// The addresses of the public internet, by IANA's registries of special purposes.
final class PublicAddresses {
    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

    private PublicAddresses() {}

    static boolean contain(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublic4(bytes) : isPublic6(bytes);
    }

    private static boolean isPublic4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        int third = bytes[2] & 0xff;
        return switch (first) {
            case 0, 10, 127 -> false;
            case 100 -> second < 64 || second > 127;
            case 169 -> second != 254;
            case 172 -> second < 16 || second > 31;
            case 192 -> second != 168 && !(second == 0 && (third == 0 || third == 2));
            case 198 -> second != 18 && second != 19 && !(second == 51 && third == 100);
            case 203 -> !(second == 0 && third == 113);
            default -> first < 224;
        };
    }

    /// Global unicast without the parts in which an IPv4 address is hidden; such a one counts where it is in the open.
    private static boolean isPublic6(byte[] bytes) {
        if (Arrays.equals(bytes, 0, NAT64.length, NAT64, 0, NAT64.length)) {
            return isPublic4(Arrays.copyOfRange(bytes, NAT64.length, bytes.length));
        }
        int first = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
        int second = ((bytes[2] & 0xff) << 8) | (bytes[3] & 0xff);
        boolean protocolsOrTeredo = first == 0x2001 && second < 0x200;
        boolean documentation = (first == 0x2001 && second == 0xdb8) || (first == 0x3fff && second < 0x1000);
        return first >= 0x2000 && first < 0x4000 && first != 0x2002 && !protocolsOrTeredo && !documentation;
    }
}
