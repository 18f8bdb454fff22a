// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One request to schema conversion. Where it stands follows from the times; only how it ended is written down, when
/// somebody first looks after its time.
///
/// @param project an id
/// @param asked when it was asked for
/// @param begins when the requests before it are over
/// @param cancelled when somebody asked to cancel it
/// @param outcome why it failed, or the empty text when it did not; absent while nobody knows
/// @param subject the name of the model or file that it is about
/// @param detail the definition of the model, or the path of the bucket that the file goes to
public record ConversionRequest(
        Place place,
        String id,
        String project,
        ConversionKind kind,
        Instant asked,
        Instant begins,
        Optional<Instant> cancelled,
        Optional<String> outcome,
        Optional<String> selectionRules,
        Optional<String> subject,
        Optional<String> detail) {

    enum Status {
        RECEIVED,
        IN_PROGRESS,
        SUCCESS,
        FAILED,
        CANCEL_RECEIVED,
        CANCELING,
        CANCELED
    }

    /// The subject of an import that forgets what was known before it.
    static final String REFRESH = "refresh";

    ConversionRequest cancelledAt(Instant time) {
        return new ConversionRequest(
                place, id, project, kind, asked, begins, Optional.of(time), outcome, selectionRules, subject, detail);
    }

    ConversionRequest ended(String how) {
        return new ConversionRequest(
                place, id, project, kind, asked, begins, cancelled, Optional.of(how), selectionRules, subject, detail);
    }

    private boolean hasSucceeded() {
        return cancelled.isEmpty() && outcome.filter(String::isEmpty).isPresent();
    }

    boolean hasMadeModel() {
        return kind == ConversionKind.CREATION && hasSucceeded();
    }

    boolean hasRefreshed() {
        return kind == ConversionKind.IMPORT
                && hasSucceeded()
                && subject.filter(REFRESH::equals).isPresent();
    }

    Instant end(ConversionTimes times) {
        return cancelled
                .map(time -> time.plus(times.cancel()))
                .orElseGet(() -> begins.plus(times.start()).plus(times.work()));
    }

    boolean isOver(Instant now, ConversionTimes times) {
        return !now.isBefore(end(times));
    }

    /// Where it stands. A request whose time is over has an outcome by then.
    Status status(Instant now, ConversionTimes times) {
        if (cancelled.isPresent()) {
            Instant half = cancelled.get().plus(times.cancel().dividedBy(2));
            return isOver(now, times)
                    ? Status.CANCELED
                    : now.isBefore(half) ? Status.CANCEL_RECEIVED : Status.CANCELING;
        }
        if (outcome.isPresent()) {
            return outcome.get().isEmpty() ? Status.SUCCESS : Status.FAILED;
        }
        return now.isBefore(begins.plus(times.start())) ? Status.RECEIVED : Status.IN_PROGRESS;
    }

    /// How much of the work is done, from 0 to 100.
    double percent(Instant now, ConversionTimes times) {
        if (outcome.isPresent()) {
            return 100;
        }
        Duration done = Duration.between(begins.plus(times.start()), now);
        return done.isNegative() || times.work().isZero()
                ? 0
                : Math.min(99, Math.floor(100.0 * done.toMillis() / times.work().toMillis()));
    }
}
