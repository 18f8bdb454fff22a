// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.authz;

import dev.lanyard.aws.policy.Decision;
import dev.lanyard.core.op.Authorizer;
import dev.lanyard.core.op.Invocation;
import dev.lanyard.core.op.Observer;
import dev.lanyard.core.op.Permission;
import java.util.ArrayList;
import java.util.List;

/// The last decisions with all that went into them, for whoever asks why. Callers can send much that decisions depend
/// on; where they do, fewer decisions are kept.
public final class DecisionLog implements Observer {
    /// In characters: many times what the decisions of ordinary requests take.
    private static final long ROOM = 16L << 20;

    record Entry(Judgement judgement, Decision decision) implements Authorizer.Judged {
        @Override
        public Permission permission() {
            return judgement.permission();
        }
    }

    private final Entry[] ring;
    private long first;
    private long next;
    private long taken;

    /// @param capacity how many decisions are kept at most
    public DecisionLog(int capacity) {
        ring = new Entry[capacity];
    }

    @Override
    public void ended(Invocation invocation) {
        for (Authorizer.Judged judged : invocation.judged()) {
            if (judged instanceof Entry entry) {
                add(entry);
            }
        }
    }

    private void add(Entry entry) {
        int size = entry.judgement().size();
        synchronized (this) {
            if (next - first == ring.length) {
                dropFirst();
            }
            ring[index(next++)] = entry;
            taken += size;
            while (taken > ROOM) {
                dropFirst();
            }
        }
    }

    /// The decisions of one request, in the order in which they were made.
    synchronized List<Entry> of(String requestId) {
        List<Entry> found = new ArrayList<>();
        for (long i = first; i < next; i++) {
            Entry entry = ring[index(i)];
            if (entry.judgement().call().id().equals(requestId)) {
                found.add(entry);
            }
        }
        return found;
    }

    /// Forgets everything.
    public synchronized void clear() {
        while (first < next) {
            dropFirst();
        }
    }

    private void dropFirst() {
        int at = index(first++);
        taken -= ring[at].judgement().size();
        ring[at] = null;
    }

    private int index(long number) {
        return (int) (number % ring.length);
    }
}
