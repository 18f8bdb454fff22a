// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.arn.AccountId;

/// The counter of each account that moves with every change of anything by which requests are judged: policies, who has
/// them, boundaries, trust, tags, keys, names. It moves in the transaction of the change, so whoever reads the same
/// number twice, each time in a snapshot, saw the same policies.
@FunctionalInterface
public interface RevisionStore {
    long revision(AccountId account);
}
