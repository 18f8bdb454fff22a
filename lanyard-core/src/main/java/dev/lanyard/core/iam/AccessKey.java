// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.arn.AccountId;
import java.time.Instant;
import java.util.Optional;

/// A long-term access key of a user.
///
/// @param userId the unique id of the user
public record AccessKey(
        AccountId account,
        String id,
        String userId,
        String secret,
        Status status,
        Instant created,
        Optional<Use> lastUse) {
    public enum Status {
        ACTIVE("Active"),
        INACTIVE("Inactive"),
        /// A word of AWS's that nobody can set.
        EXPIRED("Expired");

        private final String text;

        Status(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    public AccessKey with(Use use) {
        return new AccessKey(account, id, userId, secret, status, created, Optional.of(use));
    }

    /// @param at in whole minutes
    public record Use(Instant at, String service, String region) {}
}
