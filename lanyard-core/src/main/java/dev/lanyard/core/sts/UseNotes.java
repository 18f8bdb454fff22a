// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import dev.lanyard.core.op.Caller;
import dev.lanyard.core.shared.Recent;
import java.time.Instant;

/// Notes when keys and roles are used, each at most once in a minute, so that few requests pay for it.
public final class UseNotes {
    private static final int KEPT = 10_000;
    private static final int SECONDS = 60;

    private final LastUse lastUse;
    private final Recent<String, Long> noted = new Recent<>(KEPT);

    public UseNotes(LastUse lastUse) {
        this.lastUse = lastUse;
    }

    /// @param service the name in the credential scope
    public void note(Caller caller, String accessKeyId, String service, String region, Instant now) {
        switch (caller) {
            case Caller.User user -> {
                if (isFirstOfMinute(accessKeyId, now)) {
                    lastUse.ofKey(user.account(), accessKeyId, now, service, region);
                }
            }
            case Caller.RoleSession session -> {
                if (isFirstOfMinute(session.role().id(), now)) {
                    lastUse.ofRole(session.account(), session.role().id(), now, region);
                }
            }
            default -> {}
        }
    }

    private boolean isFirstOfMinute(String id, Instant now) {
        long minute = now.getEpochSecond() / SECONDS;
        Long last = noted.get(id);
        if (last != null && last == minute) {
            return false;
        }
        noted.put(id, minute);
        return true;
    }
}
