// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Read connections, opened when first needed and kept. The last one returned goes out first, because its page cache
/// and its statements are warm.
final class ReaderPool implements AutoCloseable {
    private final int limit;
    private final Supplier<Session> opener;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition returned = lock.newCondition();
    private final Deque<Session> idle = new ArrayDeque<>();
    private int open;
    private boolean closed;

    ReaderPool(int limit, Supplier<Session> opener) {
        this.limit = limit;
        this.opener = opener;
    }

    Session take() {
        lock.lock();
        try {
            while (true) {
                if (closed) {
                    throw new StoreException("The database is closed");
                }
                Session session = idle.pollLast();
                if (session != null) {
                    return session;
                }
                if (open < limit) {
                    open++;
                    break;
                }
                returned.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
        Session session = null;
        try {
            session = opener.get();
            return session;
        } finally {
            if (session == null) {
                forgetOne();
            }
        }
    }

    void giveBack(Session session) {
        lock.lock();
        try {
            idle.addLast(session);
            returned.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Closes every connection, those in use when they come back.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            returned.signalAll();
            while (open > 0) {
                Session session = idle.pollLast();
                if (session == null) {
                    returned.awaitUninterruptibly();
                } else {
                    open--;
                    session.close();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// Closes a session whose state is unknown instead of taking it back.
    void discard(Session session) {
        try {
            session.close();
        } finally {
            forgetOne();
        }
    }

    private void forgetOne() {
        lock.lock();
        try {
            open--;
            returned.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
