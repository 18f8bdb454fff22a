// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import dev.lanyard.core.op.Unavailable;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/// Notices that the database has gone and that it is back, and says each once. While it is known to be away, which may
/// take seconds to find out, units of work fail at once but for one in a second, which finds out whether it still is.
final class Outage {
    private static final long PROBE_EVERY = Duration.ofSeconds(1).toNanos();

    /// How much of the database does not work.
    enum Extent {
        /// Nobody knows of more than this unit of work.
        NOTHING,
        /// It answers, too slowly or too many.
        LIMIT,
        /// It can be read.
        WRITES,
        EVERYTHING
    }

    private static final long COMPLAIN_EVERY = Duration.ofSeconds(10).toNanos();

    private final LongSupplier nanoTime;
    private final BiConsumer<Level, String> log;
    private final AtomicLong nextProbe = new AtomicLong();
    private volatile Extent lost = Extent.NOTHING;
    /// Counts failures and ends of outages.
    private volatile long events;

    private long lastEnd;
    private volatile boolean over;
    private String reason = "";
    private long since;
    private long nextComplaint;

    /// @param log is told when it begins and when it is over
    Outage(LongSupplier nanoTime, BiConsumer<Level, String> log) {
        this.nanoTime = nanoTime;
        this.log = log;
        this.nextComplaint = nanoTime.getAsLong();
    }

    /// Has to come before each unit of work.
    ///
    /// @return for [#succeeded] and [#failed]: what was known when the unit began
    /// @throws Unavailable when it would fail, too, as far as is known
    long enter() {
        long known = events;
        if (lost == Extent.EVERYTHING) {
            long due = nextProbe.get();
            long time = nanoTime.getAsLong();
            if (time - due < 0 || !nextProbe.compareAndSet(due, time + PROBE_EVERY)) {
                throw new Unavailable(reason());
            }
        }
        return known;
    }

    /// A unit that began before others failed proves nothing.
    void succeeded(long known, boolean wrote) {
        Extent now = lost;
        if (now == Extent.EVERYTHING || (now == Extent.WRITES && wrote)) {
            end(known);
        }
    }

    /// A unit that began before an outage was over tells nothing of a new one.
    synchronized void failed(long known, Extent extent, String because) {
        if (extent == Extent.NOTHING || over || known < lastEnd) {
            return;
        }
        long time = nanoTime.getAsLong();
        if (extent == Extent.LIMIT) {
            complain(time, because);
            return;
        }
        events = events + 1;
        if (lost == Extent.NOTHING) {
            since = time;
            nextProbe.set(time + PROBE_EVERY);
            log.accept(
                    Level.WARNING,
                    (extent == Extent.WRITES ? "The database cannot be written: " : "The database is away: ")
                            + because
                            + ". Requests that need it are answered 503 until it is back.");
        }
        reason = because;
        if (lost != Extent.EVERYTHING) {
            lost = extent;
        }
    }

    private void complain(long time, String because) {
        if (lost != Extent.EVERYTHING && time - nextComplaint >= 0) {
            nextComplaint = time + COMPLAIN_EVERY;
            log.accept(Level.WARNING, "The database cannot keep up: " + because + ". Requests are answered 503.");
        }
    }

    private synchronized void end(long known) {
        if (lost != Extent.NOTHING && known == events) {
            lost = Extent.NOTHING;
            lastEnd = events + 1;
            events = lastEnd;
            Duration lasted = Duration.ofNanos(nanoTime.getAsLong() - since);
            log.accept(Level.INFO, "The database is back after " + Math.max(1, lasted.toSeconds()) + " s.");
        }
    }

    private synchronized String reason() {
        return reason;
    }

    /// Failures from now on are the end of this process and no outage.
    void stop() {
        over = true;
    }
}
