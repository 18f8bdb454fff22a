// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.arn.AccountId;

/// An entity that policies are written into (inline) or attached to (managed).
public sealed interface PolicyHolder permits Role, User, Group {
    enum Kind {
        ROLE("role", "Role"),
        USER("user", "User"),
        GROUP("group", "Group");

        private final String word;
        private final String title;

        Kind(String word, String title) {
            this.word = word;
            this.title = title;
        }

        /// As messages say it.
        public String word() {
            return word;
        }

        /// As names of operations and quotas say it.
        public String title() {
            return title;
        }
    }

    AccountId account();

    /// The unique id, which survives renaming and is never given again.
    String id();

    Kind kind();

    /// The name as it was given.
    String label();
}
