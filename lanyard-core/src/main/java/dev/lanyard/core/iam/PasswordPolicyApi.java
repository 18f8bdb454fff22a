// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamFault.NO_SUCH_ENTITY;
import static dev.lanyard.core.iam.IamService.IAM;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import java.util.List;
import java.util.Optional;

/// An account's rules for passwords.
final class PasswordPolicyApi implements ApiSection {
    private static final int DEFAULT_LENGTH = 6;

    private final AccountStore store;

    PasswordPolicyApi(AccountStore store) {
        this.store = store;
    }

    record UpdateAccountPasswordPolicy(
            Optional<Integer> minimumPasswordLength,
            Optional<Boolean> requireSymbols,
            Optional<Boolean> requireNumbers,
            Optional<Boolean> requireUppercaseCharacters,
            Optional<Boolean> requireLowercaseCharacters,
            Optional<Boolean> allowUsersToChangePassword,
            Optional<Integer> maxPasswordAge,
            Optional<Integer> passwordReusePrevention,
            Optional<Boolean> hardExpiry) {}

    record PolicyView(
            int minimumPasswordLength,
            boolean requireSymbols,
            boolean requireNumbers,
            boolean requireUppercaseCharacters,
            boolean requireLowercaseCharacters,
            boolean allowUsersToChangePassword,
            boolean expirePasswords,
            Optional<Integer> maxPasswordAge,
            Optional<Integer> passwordReusePrevention,
            Optional<Boolean> hardExpiry) {}

    record Shown(PolicyView passwordPolicy) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                IAM.write("UpdateAccountPasswordPolicy", UpdateAccountPasswordPolicy.class, Nothing.class, this::update)
                        .onAll(),
                IAM.read("GetAccountPasswordPolicy", Nothing.class, Shown.class, this::get)
                        .onAll()
                        .faults(NO_SUCH_ENTITY),
                IAM.write("DeleteAccountPasswordPolicy", Nothing.class, Nothing.class, this::delete)
                        .onAll()
                        .faults(NO_SUCH_ENTITY));
    }

    /// What is left out gets its default, not the value it had.
    private Nothing update(UpdateAccountPasswordPolicy in, Call call) {
        store.setPasswordPolicy(
                call.account(),
                new PasswordPolicy(
                        in.minimumPasswordLength().orElse(DEFAULT_LENGTH),
                        in.requireSymbols().orElse(false),
                        in.requireNumbers().orElse(false),
                        in.requireUppercaseCharacters().orElse(false),
                        in.requireLowercaseCharacters().orElse(false),
                        in.allowUsersToChangePassword().orElse(false),
                        in.maxPasswordAge(),
                        in.passwordReusePrevention(),
                        in.hardExpiry()));
        return NOTHING;
    }

    private Shown get(Nothing in, Call call) {
        PasswordPolicy policy = store.passwordPolicy(call.account())
                .orElseThrow(() -> NO_SUCH_ENTITY.because(
                        "The Password Policy with domain name " + call.account() + " cannot be found."));
        return new Shown(new PolicyView(
                policy.minimumLength(),
                policy.symbols(),
                policy.numbers(),
                policy.uppercase(),
                policy.lowercase(),
                policy.usersMayChange(),
                policy.maxAge().isPresent(),
                policy.maxAge(),
                policy.reusePrevention(),
                policy.hardExpiry()));
    }

    private Nothing delete(Nothing in, Call call) {
        if (!store.deletePasswordPolicy(call.account())) {
            throw NO_SUCH_ENTITY.because("The account policy with name PasswordPolicy cannot be found.");
        }
        return NOTHING;
    }
}
