// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// Dates in headers (RFC 9110, 5.6.7); that of the `Date` header is made anew once a second. Written by hand because
/// the formatter of
/// the JDK loads its locale data at the first request.
public final class DateLine {
    private static final String DAYS = "MonTueWedThuFriSatSun";
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private record Stamp(long second, String text) {}

    private final InstantSource clock;
    private volatile Stamp last = new Stamp(Long.MIN_VALUE, "");

    DateLine(InstantSource clock) {
        this.clock = clock;
    }

    String now() {
        long second = Math.floorDiv(clock.millis(), 1000L);
        Stamp stamp = last;
        if (stamp.second != second) {
            stamp = new Stamp(second, format(second));
            last = stamp;
        }
        return stamp.text;
    }

    /// @param second since the epoch
    public static String format(long second) {
        LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochSecond(second), ZoneOffset.UTC);
        int day = 3 * (time.getDayOfWeek().getValue() - 1);
        int month = 3 * (time.getMonthValue() - 1);
        StringBuilder text = new StringBuilder(29);
        text.append(DAYS, day, day + 3).append(", ");
        two(text, time.getDayOfMonth()).append(' ');
        text.append(MONTHS, month, month + 3).append(' ').append(time.getYear()).append(' ');
        two(text, time.getHour()).append(':');
        two(text, time.getMinute()).append(':');
        return two(text, time.getSecond()).append(" GMT").toString();
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
