// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamFault.ACCESS_DENIED;
import static dev.lanyard.core.iam.IamFault.ENTITY_ALREADY_EXISTS;
import static dev.lanyard.core.iam.IamFault.INVALID_USER_TYPE;
import static dev.lanyard.core.iam.IamFault.NO_SUCH_ENTITY;
import static dev.lanyard.core.iam.IamFault.PASSWORD_POLICY_VIOLATION;
import static dev.lanyard.core.iam.IamService.IAM;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.core.iam.PasswordHistory.Hashed;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import dev.lanyard.core.op.Permission;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Passwords of users for the console.
final class LoginProfileApi implements ApiSection {
    private final LoginProfileStore store;
    private final AccountStore accounts;
    private final IamUsers users;
    private final IamPermissions permissions;

    LoginProfileApi(LoginProfileStore store, AccountStore accounts, IamUsers users, IamPermissions permissions) {
        this.store = store;
        this.accounts = accounts;
        this.users = users;
        this.permissions = permissions;
    }

    record CreateLoginProfile(
            Optional<UserName> userName, Optional<String> password, Optional<Boolean> passwordResetRequired) {}

    record UpdateLoginProfile(UserName userName, Optional<String> password, Optional<Boolean> passwordResetRequired) {}

    record ChangePassword(String oldPassword, String newPassword) {
        /// Leaves out the passwords, so that no log can show them.
        @Override
        public String toString() {
            return "ChangePassword[]";
        }
    }

    record Named(Optional<UserName> userName) {}

    record ProfileView(UserName userName, Instant createDate, boolean passwordResetRequired) {}

    record Shown(ProfileView loginProfile) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                IAM.write("CreateLoginProfile", CreateLoginProfile.class, Shown.class)
                        .prepared(this::hashNew, this::create)
                        .guardedBy((in, call) -> needed("iam:CreateLoginProfile", in.userName(), call))
                        .faults(NO_SUCH_ENTITY, ENTITY_ALREADY_EXISTS, PASSWORD_POLICY_VIOLATION),
                IAM.read("GetLoginProfile", Named.class, Shown.class, this::get)
                        .guardedBy((in, call) -> needed("iam:GetLoginProfile", in.userName(), call))
                        .faults(NO_SUCH_ENTITY),
                IAM.write("UpdateLoginProfile", UpdateLoginProfile.class, Nothing.class)
                        .prepared(this::hashUpdated, this::update)
                        .guardedBy((in, call) -> permissions.onUser("iam:UpdateLoginProfile", in.userName(), call))
                        .faults(NO_SUCH_ENTITY, PASSWORD_POLICY_VIOLATION),
                IAM.write("ChangePassword", ChangePassword.class, Nothing.class)
                        .prepared(this::hashBoth, this::change)
                        .guardedBy((_, call) -> toChange(call))
                        .faults(INVALID_USER_TYPE, NO_SUCH_ENTITY, PASSWORD_POLICY_VIOLATION),
                IAM.write("DeleteLoginProfile", Named.class, Nothing.class, this::delete)
                        .guardedBy((in, call) -> needed("iam:DeleteLoginProfile", in.userName(), call))
                        .faults(NO_SUCH_ENTITY));
    }

    private List<Permission> needed(String action, Optional<UserName> user, Call call) {
        return permissions.onUser(action, user.orElseGet(() -> users.nameOfCaller(call)), call);
    }

    /// The account's rules can let its users change their passwords where no policy does.
    private List<Permission> toChange(Call call) {
        List<Permission> needed = permissions.onUser("iam:ChangePassword", callingUser(call), call);
        return accounts.passwordPolicy(call.account())
                        .filter(PasswordPolicy::usersMayChange)
                        .isPresent()
                ? needed.stream().map(Permission::unlessDenied).toList()
                : needed;
    }

    private static UserName callingUser(Call call) {
        if (call.caller() instanceof Caller.User user) {
            return new UserName(user.user().name());
        }
        throw INVALID_USER_TYPE.because("Only IAM Users can change their own password.");
    }

    private Supplier<Optional<Hashed>> hashNew(CreateLoginProfile in, Call call) {
        User user = users.findOrCaller(in.userName(), call);
        Supplier<Optional<Hashed>> slow = hash(user, in.password(), call);
        if (store.find(user).isPresent()) {
            throw exists(user);
        }
        return slow;
    }

    private Shown create(CreateLoginProfile in, Optional<Hashed> password, Call call) {
        User user = users.findOrCaller(in.userName(), call);
        in.password().ifPresent(it -> require(it, call));
        password.ifPresent(it -> set(user, it, call));
        LoginProfile profile =
                new LoginProfile(call.now(), in.passwordResetRequired().orElse(false));
        if (!store.insert(user, profile)) {
            throw exists(user);
        }
        return shown(user, profile);
    }

    private Shown get(Named in, Call call) {
        User user = users.findOrCaller(in.userName(), call);
        return shown(user, find(user));
    }

    private Supplier<Optional<Hashed>> hashUpdated(UpdateLoginProfile in, Call call) {
        User user = users.find(in.userName(), call);
        LoginProfile _ = find(user);
        return hash(user, in.password(), call);
    }

    private Nothing update(UpdateLoginProfile in, Optional<Hashed> password, Call call) {
        User user = users.find(in.userName(), call);
        LoginProfile profile = find(user);
        in.password().ifPresent(it -> require(it, call));
        password.ifPresent(it -> set(user, it, call));
        boolean resetRequired = in.passwordResetRequired().orElse(profile.resetRequired());
        store.update(user, new LoginProfile(profile.created(), resetRequired));
        return NOTHING;
    }

    private Nothing delete(Named in, Call call) {
        User user = users.findOrCaller(in.userName(), call);
        if (!store.delete(user)) {
            throw notFound(user);
        }
        return NOTHING;
    }

    private record Both(Hashed old, Hashed next) {}

    private Supplier<Both> hashBoth(ChangePassword in, Call call) {
        User user = users.find(callingUser(call), call);
        LoginProfile _ = find(user);
        return () -> new Both(Hashed.of(user, in.oldPassword()), Hashed.of(user, in.newPassword()));
    }

    private Nothing change(ChangePassword in, Both passwords, Call call) {
        User user = users.find(callingUser(call), call);
        LoginProfile profile = find(user);
        if (!store.passwords(user).isCurrent(passwords.old())) {
            throw ACCESS_DENIED.because("The old password was incorrect.");
        }
        require(in.newPassword(), call);
        set(user, passwords.next(), call);
        store.update(user, new LoginProfile(profile.created(), false));
        return NOTHING;
    }

    /// Hashing is slow by intent.
    private Supplier<Optional<Hashed>> hash(User user, Optional<String> password, Call call) {
        password.ifPresent(it -> require(it, call));
        return () -> password.map(it -> Hashed.of(user, it));
    }

    private void require(String password, Call call) {
        accounts.passwordPolicy(call.account())
                .ifPresentOrElse(it -> it.check(password), () -> PasswordPolicy.checkByDefault(password));
    }

    private void set(User user, Hashed password, Call call) {
        if (!user.id().equals(password.userId())) {
            // Another user got the name while this one's password was hashed.
            throw NO_SUCH_ENTITY.because("The user with name " + user.name() + " cannot be found.");
        }
        PasswordHistory known = store.passwords(user);
        int unusable = accounts.passwordPolicy(call.account())
                .flatMap(PasswordPolicy::reusePrevention)
                .orElse(0);
        if (known.isAmongLast(unusable, password)) {
            throw PASSWORD_POLICY_VIOLATION.because(
                    "Policy constraint violation with password reuse prevention during password change.");
        }
        store.setPasswords(user, known.with(password));
    }

    private LoginProfile find(User user) {
        return store.find(user).orElseThrow(() -> notFound(user));
    }

    private static Fault exists(User user) {
        return ENTITY_ALREADY_EXISTS.because("Login Profile for user " + user.name() + " already exists.");
    }

    private static Fault notFound(User user) {
        return NO_SUCH_ENTITY.because("Login Profile for User " + user.name() + " cannot be found.");
    }

    private static Shown shown(User user, LoginProfile profile) {
        return new Shown(new ProfileView(user.name(), profile.created(), profile.resetRequired()));
    }
}
