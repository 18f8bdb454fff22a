// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/// The dates that a policy may compare: epoch seconds or milliseconds, or ISO 8601 as loosely as IAM reads it
/// (`01T`, `-292275054` and `2016-12-13t2:00:00.593194+23` are dates).
final class PolicyDate {
    /// Whole numbers from here on are milliseconds: as seconds they would lie beyond the year 5138.
    private static final long FIRST_MILLISECONDS = 100_000_000_000L;

    private static final int YEAR_MIN = -292_275_054;
    private static final int YEAR_MAX = 292_278_993;

    private final String text;
    private int at;

    private PolicyDate(String text) {
        this.text = text;
    }

    /// The moment a text names; empty when it names none.
    static Optional<Instant> parse(String text) {
        try {
            return Optional.of(isNumber(text) ? epoch(Long.parseLong(text)) : new PolicyDate(text).iso());
        } catch (DateTimeException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Instant epoch(long number) {
        return number < FIRST_MILLISECONDS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private Instant iso() {
        LocalDate date = date();
        long nanos = 0;
        if (take('T') || take('t')) {
            nanos = at < text.length() && isDigit(text.charAt(at)) ? time() : 0;
            nanos -= zone();
        }
        if (at != text.length()) {
            throw new DateTimeException("More text than a date has");
        }
        return date.atStartOfDay().plusNanos(nanos).toInstant(ZoneOffset.UTC);
    }

    private LocalDate date() {
        int year = take('-') ? -number(9, 0, -YEAR_MIN) : number(9, 0, YEAR_MAX);
        if (!take('-')) {
            return LocalDate.of(year, 1, 1);
        }
        LocalDate month = LocalDate.of(year, number(2, 1, 12), 1);
        // The 31st of a shorter month is a date too: it counts on into the next one.
        return take('-') ? month.plusDays(number(2, 1, 31) - 1L) : month;
    }

    private long time() {
        long nanos = number(2, 0, 23) * 3_600_000_000_000L;
        if (!take(':')) {
            return nanos;
        }
        nanos += number(2, 0, 59) * 60_000_000_000L;
        if (!take(':')) {
            return nanos;
        }
        nanos += number(2, 0, 59) * 1_000_000_000L;
        if (!take('.')) {
            return nanos;
        }
        int first = at;
        long fraction = number(9, 0, 999_999_999);
        for (int digits = at - first; digits < 9; digits++) {
            fraction *= 10;
        }
        return nanos + fraction;
    }

    private long zone() {
        if (take('Z') || take('z')) {
            return 0;
        }
        int sign = take('+') ? 1 : take('-') ? -1 : 0;
        if (sign == 0) {
            return 0;
        }
        int first = at;
        int hours = number(2, 0, 23);
        if (at - first != 2) {
            throw new DateTimeException("An offset has two digits of hours");
        }
        int minutes = take(':') ? number(2, 0, 59) : 0;
        return sign * (hours * 60L + minutes) * 60_000_000_000L;
    }

    private boolean take(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private int number(int digits, int min, int max) {
        int first = at;
        int value = 0;
        while (at < text.length() && at - first < digits && isDigit(text.charAt(at))) {
            value = value * 10 + (text.charAt(at++) - '0');
        }
        if (at == first || value < min || value > max) {
            throw new DateTimeException("No such number");
        }
        return value;
    }
}
