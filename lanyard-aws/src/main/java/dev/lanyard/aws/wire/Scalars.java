// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import dev.lanyard.aws.model.TimestampFormat;
import dev.lanyard.aws.text.Numbers;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;

/// The text forms of scalars that the protocols share.
final class Scalars {
    private static final DateTimeFormatter HTTP_DATE_OUT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Scalars() {}

    /// Reads a timestamp in any of the formats, told apart by their looks.
    ///
    /// @throws DateTimeException when it is none of them
    static Instant timestamp(String text) {
        if (text.indexOf('T') == 10) {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
        }
        if (text.indexOf(',') == 3) {
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
        }
        try {
            return epochSeconds(Numbers.read(text));
        } catch (NumberFormatException e) {
            throw new DateTimeException("Not a timestamp: " + text, e);
        }
    }

    /// @throws DateTimeException when the number is beyond what a timestamp can be
    static Instant epochSeconds(BigDecimal seconds) {
        if (seconds.precision() - seconds.scale() > 12) {
            throw new DateTimeException("Too far away: " + seconds.precision() + " digits");
        }
        long whole = seconds.longValue();
        BigDecimal fraction = seconds.subtract(BigDecimal.valueOf(whole));
        return Instant.ofEpochSecond(whole, fraction.movePointRight(9).longValue());
    }

    /// The text of a timestamp.
    ///
    /// @param isoDigits how many digits of a second ISO 8601 shows: services differ, each is constant
    static String timestamp(Instant instant, TimestampFormat format, int isoDigits) {
        return switch (format) {
            case ISO_8601 -> iso(instant, isoDigits);
            case EPOCH_SECONDS -> epochSeconds(instant);
            case HTTP_DATE -> HTTP_DATE_OUT.format(instant);
        };
    }

    private static String iso(Instant instant, int digits) {
        String seconds = Instant.ofEpochSecond(instant.getEpochSecond()).toString();
        if (digits == 0) {
            return seconds;
        }
        StringBuilder text = new StringBuilder(28).append(seconds).deleteCharAt(seconds.length() - 1);
        text.append('.');
        int fraction = instant.get(ChronoField.NANO_OF_SECOND);
        int unit = 100_000_000;
        for (int i = 0; i < digits; i++) {
            text.append((char) ('0' + fraction / unit % 10));
            unit /= 10;
        }
        return text.append('Z').toString();
    }

    /// Seconds since 1970 with as many digits of fraction as it takes.
    static String epochSeconds(Instant instant) {
        if (instant.getNano() == 0) {
            return Long.toString(instant.getEpochSecond());
        }
        return BigDecimal.valueOf(instant.getEpochSecond())
                .add(BigDecimal.valueOf(instant.getNano(), 9))
                .stripTrailingZeros()
                .toPlainString();
    }

    static String decimal(double value) {
        return Double.toString(value);
    }

    /// Reads a floating-point number; unlike [Double#parseDouble] it takes neither hexadecimal nor a type suffix.
    ///
    /// @throws NumberFormatException when it is none
    static double decimal(String text) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> Numbers.read(text).doubleValue();
        };
    }
}
