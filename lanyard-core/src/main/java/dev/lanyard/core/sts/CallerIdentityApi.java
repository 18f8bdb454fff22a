// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import java.util.List;

/// Who the caller is, which AWS tells everybody who can sign.
public final class CallerIdentityApi implements ApiSection {
    private static final Operation.Of STS = new Operation.Of("sts");

    record GetCallerIdentity() {}

    record Identity(String userId, AccountId account, Arn arn) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(STS.read("GetCallerIdentity", GetCallerIdentity.class, Identity.class, this::get)
                .open());
    }

    private Identity get(GetCallerIdentity in, Call call) {
        return new Identity(
                call.caller().userId(), call.account(), call.caller().arn());
    }
}
