// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import java.util.Optional;

/// A block of IPv4 addresses.
///
/// @param address the first address, as a number
public record Cidr(long address, int prefix) {
    private static final int BITS = 32;
    /// Every subnet keeps its first four addresses and its last to itself.
    private static final int RESERVED_FIRST = 4;

    private static final int RESERVED = 5;

    /// Reads `10.0.0.0/16`. Bits beyond the prefix are dropped, as AWS does.
    public static Optional<Cidr> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        int prefix = number(text, slash + 1, text.length(), BITS);
        return prefix < 0
                ? Optional.empty()
                : parseAddress(text.substring(0, slash)).map(address -> new Cidr(address & mask(prefix), prefix));
    }

    /// An IPv4 address as a number.
    public static Optional<Long> parseAddress(String text) {
        long address = 0;
        int from = 0;
        for (int part = 0; part < 4; part++) {
            int dot = part == 3 ? text.length() : text.indexOf('.', from);
            int octet = dot < 0 ? -1 : number(text, from, dot, 255);
            if (octet < 0) {
                return Optional.empty();
            }
            address = address << 8 | octet;
            from = dot + 1;
        }
        return Optional.of(address);
    }

    private static int number(String text, int from, int to, int max) {
        if (from >= to || to - from > 3) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + c - '0';
        }
        return value <= max ? value : -1;
    }

    private static long mask(int prefix) {
        return 0xffff_ffffL << (BITS - prefix) & 0xffff_ffffL;
    }

    public static String text(long address) {
        return (address >> 24 & 255) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }

    private long size() {
        return 1L << (BITS - prefix);
    }

    public boolean contains(long other) {
        return (other & mask(prefix)) == address;
    }

    public boolean contains(Cidr other) {
        return prefix <= other.prefix && contains(other.address);
    }

    public boolean overlaps(Cidr other) {
        return contains(other) || other.contains(this);
    }

    /// How many addresses of a subnet can be given to interfaces.
    public int hosts() {
        return (int) (size() - RESERVED);
    }

    /// The address of a host, counted from 0.
    public long host(long index) {
        return address + RESERVED_FIRST + index;
    }

    /// Whether AWS keeps this address of a subnet to itself.
    public boolean isReserved(long other) {
        return other < host(0) || other == address + size() - 1;
    }

    /// The n-th block of a longer prefix inside this one.
    public Cidr part(int longer, int index) {
        return new Cidr(address + ((long) index << (BITS - longer)), longer);
    }

    @Override
    public String toString() {
        return text(address) + '/' + prefix;
    }
}
