// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;

/// Who signed a request.
public sealed interface Caller {
    AccountId account();

    /// The ARN that messages and `GetCallerIdentity` show.
    Arn arn();

    /// The unique id that `GetCallerIdentity` shows.
    String userId();

    /// The root of an account: no policy binds it.
    record Root(AccountId account) implements Caller {
        @Override
        public Arn arn() {
            return Arn.iam(account, "root");
        }

        @Override
        public String userId() {
            return account.value();
        }
    }
}
