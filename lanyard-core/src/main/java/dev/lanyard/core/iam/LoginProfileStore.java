// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import java.util.Optional;

/// Where the passwords of users are kept.
public interface LoginProfileStore {
    Optional<LoginProfile> find(User user);

    /// Must answer `false` and change nothing when the user has one.
    boolean insert(User user, LoginProfile profile);

    /// Replaces the duty to reset the password.
    void update(User user, LoginProfile profile);

    /// Must answer `false` when the user has none.
    boolean delete(User user);

    /// Outlives the login profile and goes with the user.
    PasswordHistory passwords(User user);

    void setPasswords(User user, PasswordHistory passwords);
}
