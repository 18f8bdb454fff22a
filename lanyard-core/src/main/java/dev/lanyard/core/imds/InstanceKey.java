// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.imds;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.arn.Region;

/// An instance, wherever it is.
public record InstanceKey(AccountId account, Region region, String id) {
    /// About what one takes in memory, beside the key that it is found by.
    static final int BYTES = 512;
    /// What those that are kept may take.
    static final long MEMORY = 8L << 20;

    public Arn arn() {
        return Arn.regional("ec2", region, account, "instance/" + id);
    }
}
