// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.sigv4.Credentials;
import dev.lanyard.core.op.Caller;
import java.util.Optional;

/// The keys that everybody knows: `test` is root of the default account, twelve digits are root of the account
/// that they name, and the secret of both is `test`. They stand for the administrator that a developer works
/// as. They exist only while nobody but this machine can reach the server.
record DevelopmentCredentials(AccountId account) implements Credentials<Caller> {
    private static final String WORD = "test";

    /// These, and others for all keys that are none of these.
    Credentials<Caller> before(Credentials<Caller> others) {
        return (accessKeyId, token) -> accessKeyId.equals(WORD) || AccountId.isValid(accessKeyId)
                ? lookUp(accessKeyId, token)
                : others.lookUp(accessKeyId, token);
    }

    @Override
    public Outcome<Caller> lookUp(String accessKeyId, Optional<String> sessionToken) {
        if (sessionToken.isPresent()) {
            return new Unknown<>(); // a long-term key has no session
        }
        if (accessKeyId.equals(WORD)) {
            return new Found<>(WORD, new Caller.Root(account, true));
        }
        return AccountId.isValid(accessKeyId)
                ? new Found<>(WORD, new Caller.Root(new AccountId(accessKeyId), true))
                : new Unknown<>();
    }
}
