// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.core.op.Call;

/// Where resources of DMS live: one region of one account.
public record Place(AccountId account, Region region) {
    static Place of(Call call) {
        return new Place(call.account(), call.region());
    }

    Arn arn(Kind kind, String id) {
        return Arn.regional("dms", region, account, kind.type() + ':' + id);
    }
}
