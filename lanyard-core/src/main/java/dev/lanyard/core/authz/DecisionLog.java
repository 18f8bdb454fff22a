// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.authz;

import dev.lanyard.aws.policy.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// The last decisions with all that went into them, for whoever asks why. Adding costs one reference.
public final class DecisionLog {
    record Entry(Judgement judgement, Decision decision) {}

    private final AtomicReferenceArray<Entry> ring;
    private final AtomicLong next = new AtomicLong();

    /// @param capacity how many decisions are kept
    public DecisionLog(int capacity) {
        ring = new AtomicReferenceArray<>(capacity);
    }

    void add(Judgement judgement, Decision decision) {
        ring.set((int) (next.getAndIncrement() % ring.length()), new Entry(judgement, decision));
    }

    /// The decisions of one request, in the order in which they were made.
    List<Entry> of(String requestId) {
        List<Entry> found = new ArrayList<>();
        long end = next.get();
        for (long i = Math.max(0, end - ring.length()); i < end; i++) {
            Entry entry = ring.get((int) (i % ring.length()));
            if (entry != null && entry.judgement().call().id().equals(requestId)) {
                found.add(entry);
            }
        }
        return found;
    }
}
