// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.imds;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.arn.Region;

/// An instance, wherever it is.
public record InstanceKey(AccountId account, Region region, String id) {
    public Arn arn() {
        return Arn.regional("ec2", region, account, "instance/" + id);
    }
}
