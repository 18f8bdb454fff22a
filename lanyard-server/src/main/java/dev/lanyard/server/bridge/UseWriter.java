// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.bridge;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.iam.AccessKeyStore;
import dev.lanyard.core.iam.RoleStore;
import dev.lanyard.core.op.Unavailable;
import dev.lanyard.core.sts.LastUse;
import dev.lanyard.server.observe.Traces;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Makes uses of keys and roles durable within a second or so, apart from the requests that were the uses. While the
/// database cannot be written it tries again every second.
public final class UseWriter implements LastUse, AutoCloseable {
    private final AccessKeyStore keys;
    private final RoleStore roles;
    private final Duration delay;
    private final AtomicBoolean due = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    public UseWriter(AccessKeyStore keys, RoleStore roles, Duration delay) {
        this.keys = keys;
        this.roles = roles;
        this.delay = delay;
    }

    @Override
    public void ofKey(AccountId account, String accessKeyId, Instant at, String service, String region) {
        keys.recordUse(account, accessKeyId, at, service, region);
        writeSoon();
    }

    @Override
    public void ofRole(AccountId account, String roleId, Instant at, String region) {
        roles.recordUse(account, roleId, at, region);
        writeSoon();
    }

    private void writeSoon() {
        if (due.compareAndSet(false, true)) {
            Thread.ofVirtual().name("last-use").start(this::writeLater);
        }
    }

    private void writeLater() {
        try {
            if (closed.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e); // Nobody knows this thread.
        }
        due.set(false);
        if (!write()) {
            writeSoon();
        }
    }

    /// @return whether all is written, or never will be
    private boolean write() {
        try {
            keys.writeUses();
            roles.writeUses();
            return true;
        } catch (Unavailable e) {
            return false;
        } catch (RuntimeException e) {
            System.getLogger("dev.lanyard")
                    .log(System.Logger.Level.WARNING, "Last uses were not written: " + Traces.brief(e));
            return true;
        }
    }

    /// Has to come before the database is closed.
    @Override
    public void close() {
        closed.countDown();
        write();
    }
}
