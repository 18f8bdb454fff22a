// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamFault.NO_SUCH_ENTITY;
import static dev.lanyard.core.iam.IamFault.VALIDATION_ERROR;

import dev.lanyard.core.op.Call;
import java.util.Optional;

/// What several sections need of users: finding one or saying that it is not there.
final class IamUsers {
    private final UserStore users;
    private final IamQuotas quotas;

    IamUsers(UserStore users, IamQuotas quotas) {
        this.users = users;
        this.quotas = quotas;
    }

    UserStore store() {
        return users;
    }

    IamQuotas quotas() {
        return quotas;
    }

    User find(UserName name, Call call) {
        return users.find(call.account(), name)
                .orElseThrow(() -> NO_SUCH_ENTITY.because("The user with name " + name + " cannot be found."));
    }

    /// The user that is named, or the one that calls when none is.
    User findOrCaller(Optional<UserName> name, Call call) {
        return find(name.orElseGet(() -> nameOfCaller(call)), call);
    }

    /// The name of the user that calls, under which everything that is implied happens.
    UserName nameOfCaller(Call call) {
        return named(Optional.empty(), call)
                .orElseThrow(
                        () -> VALIDATION_ERROR.because("Must specify userName when calling with non-User credentials"));
    }

    /// The name that is given, or that of the user who calls; empty for other callers.
    Optional<UserName> named(Optional<UserName> name, Call call) {
        return name.or(() -> caller(call).map(User::name));
    }

    /// The user that calls; empty for roots and role sessions, whose ids are no user's.
    private Optional<User> caller(Call call) {
        return users.findById(call.account(), call.caller().userId());
    }
}
