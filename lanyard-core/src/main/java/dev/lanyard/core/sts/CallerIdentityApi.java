// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import static dev.lanyard.core.sts.StsService.STS;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Audience;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import java.util.List;

/// Who the caller is, which AWS tells everybody who can sign.
public final class CallerIdentityApi implements ApiSection {
    record GetCallerIdentity() {}

    record Identity(String userId, AccountId account, Arn arn) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(STS.read("GetCallerIdentity", GetCallerIdentity.class, Identity.class, this::get)
                .openTo(Audience.SIGNED));
    }

    private Identity get(GetCallerIdentity in, Call call) {
        return new Identity(
                call.caller().userId(), call.account(), call.caller().arn());
    }
}
