// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamFault.DELETE_CONFLICT;

/// What must be gone before a user can be deleted.
final class UserBelongings {
    private final GroupStore groups;
    private final AccessKeyStore keys;
    private final LoginProfileStore logins;
    private final PolicyHolders holders;

    UserBelongings(GroupStore groups, AccessKeyStore keys, LoginProfileStore logins, PolicyHolders holders) {
        this.groups = groups;
        this.keys = keys;
        this.logins = logins;
        this.holders = holders;
    }

    void refuseDelete(User user) {
        if (!groups.of(user.account(), user.id()).isEmpty()) {
            throw DELETE_CONFLICT.because("Cannot delete entity, must remove users from group first.");
        }
        holders.refuseDelete(user);
        if (!keys.of(user.account(), user.id()).isEmpty()) {
            throw DELETE_CONFLICT.because("Cannot delete entity, must delete access keys first.");
        }
        if (logins.find(user).isPresent()) {
            throw DELETE_CONFLICT.because("Cannot delete entity, must delete login profile first.");
        }
    }
}
