// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.shared;

import dev.lanyard.aws.arn.AccountId;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Makes the identifiers that AWS makes.
public final class Ids {
    private static final char[] BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".toCharArray();
    private static final char[] HEX = "0123456789abcdef".toCharArray();
    private static final char[] BASE64 =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".toCharArray();
    private static final long ACCOUNT_OFFSET = 0x80_0000_0000L;

    private final RandomGenerator random;

    /// @param random must be safe for use by many threads
    public Ids(RandomGenerator random) {
        this.random = random;
    }

    /// An IAM unique id such as `AIPA...`: a four-letter prefix, the account in ten base-32 digits' worth of bits (as
    /// public decoders read it), then randomness.
    public String unique(String prefix, AccountId account, int length) {
        long number = Long.parseLong(account.value());
        long head = number / 2 + ACCOUNT_OFFSET;
        char[] id = new char[length];
        prefix.getChars(0, 4, id, 0);
        for (int i = 11; i >= 4; i--) {
            id[i] = BASE32[(int) (head & 31)];
            head >>>= 5;
        }
        id[12] = BASE32[random.nextInt(16) + (number % 2 == 0 ? 0 : 16)];
        fill(id, 13, BASE32);
        return new String(id);
    }

    /// The account that an IAM unique id or access key id belongs to; empty when the text is no such id.
    public static Optional<AccountId> accountOf(String id) {
        if (id.length() < 16) {
            return Optional.empty();
        }
        long head = 0;
        for (int i = 4; i < 12; i++) {
            int digit = digit(id.charAt(i));
            if (digit < 0) {
                return Optional.empty();
            }
            head = (head << 5) | digit;
        }
        int half = digit(id.charAt(12));
        long number = (head - ACCOUNT_OFFSET) * 2 + (half >= 16 ? 1 : 0);
        if (half < 0 || number < 0 || number > 999_999_999_999L) {
            return Optional.empty();
        }
        String digits = Long.toString(number);
        return Optional.of(new AccountId("0".repeat(12 - digits.length()) + digits));
    }

    private static int digit(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
    }

    /// An EC2 id such as `i-0123456789abcdef0`: the prefix and seventeen hexadecimal digits.
    public String hex17(String prefix) {
        char[] id = new char[17];
        id[0] = '0';
        fill(id, 1, HEX);
        return prefix + '-' + new String(id);
    }

    /// The last part of a DMS ARN: 26 characters of `A-Z2-7`.
    public String base32() {
        char[] id = new char[26];
        fill(id, 0, BASE32);
        return new String(id);
    }

    /// A number of so many decimal digits without leading zero.
    public String digits(int count) {
        StringBuilder text = new StringBuilder(count).append((char) ('1' + random.nextInt(9)));
        while (text.length() < count) {
            text.append((char) ('0' + random.nextInt(10)));
        }
        return text.toString();
    }

    /// A secret access key: forty characters of base 64.
    public String secret() {
        char[] secret = new char[40];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = BASE64[random.nextInt(BASE64.length)];
        }
        return new String(secret);
    }

    /// A random UUID (version 4).
    public String uuid() {
        long high = (random.nextLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L;
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    private void fill(char[] id, int from, char[] alphabet) {
        long bits = 0;
        int left = 0;
        for (int i = from; i < id.length; i++) {
            if (left == 0) {
                bits = random.nextLong();
                left = 12;
            }
            id[i] = alphabet[(int) (bits & (alphabet.length - 1))];
            bits >>>= 5;
            left--;
        }
    }
}
