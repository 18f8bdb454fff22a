// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamFault.DELETE_CONFLICT;

/// What must be gone before a role, a user or a group can be deleted.
final class PolicyHolders {
    private final HolderPolicyStore store;

    PolicyHolders(HolderPolicyStore store) {
        this.store = store;
    }

    void refuseDelete(PolicyHolder holder) {
        if (!store.attachments(holder.account(), holder.id()).isEmpty()) {
            throw DELETE_CONFLICT.because("Cannot delete entity, must detach all policies first.");
        }
        if (!store.inline(holder.account(), holder.id()).isEmpty()) {
            throw DELETE_CONFLICT.because("Cannot delete entity, must delete policies first.");
        }
    }
}
