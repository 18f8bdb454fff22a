// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.propagation;

import dev.lanyard.aws.arn.AccountId;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How long a change in IAM takes until others see it: always the same, or drawn from a range. What is drawn follows
/// from the seed, the account and the number of the change alone, so that a run can be repeated.
///
/// @param longest not shorter than `shortest`; both in whole milliseconds, at most [#LIMIT]
public record Delay(Duration shortest, Duration longest, long seed) {
    /// A delay beyond this is a typing error: AWS speaks of minutes.
    public static final Duration LIMIT = Duration.ofHours(24);

    public static final Delay NONE = new Delay(Duration.ZERO, Duration.ZERO, 0);

    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m)");
    private static final Pattern FORM = Pattern.compile("(\\d+[a-z]+)(?:-(\\d+[a-z]+))?(?:,seed=(\\d{1,18}))?");

    public Delay {
        if (shortest.isNegative() || longest.compareTo(shortest) < 0) {
            throw new IllegalArgumentException("a range begins with its shorter time.");
        }
        if (longest.compareTo(LIMIT) > 0) {
            throw new IllegalArgumentException("a propagation delay is at most 24 hours.");
        }
    }

    /// Reads `2s`, `500ms-3s` or `5s-15s,seed=42`; without a seed it is 0.
    ///
    /// @throws IllegalArgumentException with a sentence for the user
    public static Delay parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw malformed();
        }
        Duration shortest = time(form.group(1));
        Duration longest = form.group(2) == null ? shortest : time(form.group(2));
        return new Delay(shortest, longest, form.group(3) == null ? 0 : Long.parseLong(form.group(3)));
    }

    private static Duration time(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            throw malformed();
        }
        long unit = switch (time.group(2)) {
            case "ms" -> 1;
            case "s" -> 1_000;
            default -> 60_000;
        };
        return Duration.ofMillis(Long.parseLong(time.group(1)) * unit);
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException(
                "a delay is a time or a range of times, such as 500ms, 2s, 5s-15s or 5s-15s,seed=42.");
    }

    public boolean isNone() {
        return longest.isZero();
    }

    /// What a change has to wait.
    ///
    /// @param change counts the changes of the account
    public Duration of(AccountId account, long change) {
        long width = longest.minus(shortest).toMillis();
        if (width == 0) {
            return shortest;
        }
        SplittableRandom random = new SplittableRandom(seed * 31 + Long.parseLong(account.value()) + (change << 40));
        return shortest.plusMillis(random.nextLong(width + 1));
    }

    /// In the form that [#parse] reads.
    @Override
    public String toString() {
        String range = width().isZero() ? text(shortest) : text(shortest) + '-' + text(longest);
        return seed == 0 ? range : range + ",seed=" + seed;
    }

    private Duration width() {
        return longest.minus(shortest);
    }

    private static String text(Duration time) {
        return time.toMillisPart() == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }
}
