// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.core.op.Call;

/// What every resource of EC2 belongs to.
public record Scope(AccountId account, Region region) {
    public static Scope of(Call call) {
        return new Scope(call.account(), call.region());
    }
}
