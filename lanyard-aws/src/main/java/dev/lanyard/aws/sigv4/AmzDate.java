// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.sigv4;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// The moment of signing, to the second.
///
/// @param text ISO 8601 basic form `yyyyMMdd'T'HHmmss'Z'`, which is what gets signed whatever form was sent
record AmzDate(String text, long epochSecond) {
    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String BASIC_SHAPE = "00000000T000000Z";
    private static final String EXTENDED_SHAPE = "0000-00-00T00:00:00Z";

    static AmzDate of(Instant instant) {
        return ofEpochSecond(instant.getEpochSecond());
    }

    static AmzDate ofEpochSecond(long second) {
        return new AmzDate(BASIC.format(Instant.ofEpochSecond(second)), second);
    }

    /// Reads ISO 8601 in basic or extended form; empty for anything else.
    static Optional<AmzDate> parse(String value) {
        if (hasShape(value, EXTENDED_SHAPE)) {
            return parse(value.replace("-", "").replace(":", ""));
        }
        if (!hasShape(value, BASIC_SHAPE)) {
            return Optional.empty();
        }
        try {
            LocalDateTime time = LocalDateTime.of(
                    number(value, 0, 4),
                    number(value, 4, 6),
                    number(value, 6, 8),
                    number(value, 9, 11),
                    number(value, 11, 13),
                    number(value, 13, 15));
            return Optional.of(new AmzDate(value, time.toEpochSecond(ZoneOffset.UTC)));
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    /// Reads the value of an HTTP `Date` header, which may also be ISO 8601.
    static Optional<AmzDate> parseHttp(String value) {
        Optional<AmzDate> iso = parse(value);
        if (iso.isPresent()) {
            return iso;
        }
        try {
            return Optional.of(of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from)));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    String day() {
        return text.substring(0, 8);
    }

    private static boolean hasShape(String value, String shape) {
        if (value.length() != shape.length()) {
            return false;
        }
        for (int i = 0; i < shape.length(); i++) {
            char expected = shape.charAt(i);
            char actual = value.charAt(i);
            if (expected == '0' ? (actual < '0' || actual > '9') : actual != expected) {
                return false;
            }
        }
        return true;
    }

    private static int number(String digits, int from, int to) {
        return Integer.parseInt(digits, from, to, 10);
    }
}
