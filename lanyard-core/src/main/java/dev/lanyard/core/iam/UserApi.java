// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamFault.DELETE_CONFLICT;
import static dev.lanyard.core.iam.IamFault.ENTITY_ALREADY_EXISTS;
import static dev.lanyard.core.iam.IamFault.INVALID_INPUT;
import static dev.lanyard.core.iam.IamFault.LIMIT_EXCEEDED;
import static dev.lanyard.core.iam.IamFault.NO_SUCH_ENTITY;
import static dev.lanyard.core.iam.IamService.IAM;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.fault.Fault;
import dev.lanyard.core.iam.IamViews.UserView;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.core.shared.Page;
import dev.lanyard.core.shared.Tag;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Users: create, read, rename, delete.
final class UserApi implements ApiSection {
    private final UserStore store;
    private final IamUsers users;
    private final UserBelongings belongings;
    private final ManagedPolicies policies;
    private final IamPermissions permissions;
    private final IamQuotas quotas;
    private final Ids ids;

    UserApi(IamUsers users, UserBelongings belongings, ManagedPolicies policies, IamPermissions permissions, Ids ids) {
        this.store = users.store();
        this.users = users;
        this.belongings = belongings;
        this.policies = policies;
        this.permissions = permissions;
        this.quotas = users.quotas();
        this.ids = ids;
    }

    record CreateUser(
            UserName userName,
            Optional<IamPath> path,
            Optional<String> permissionsBoundary,
            Optional<List<Tag>> tags) {}

    record Named(UserName userName) {}

    record GetUser(Optional<UserName> userName) {}

    record Shown(UserView user) {}

    record UpdateUser(UserName userName, Optional<UserName> newUserName, Optional<IamPath> newPath) {}

    record ListUsers(Optional<IamPath> pathPrefix, Optional<Integer> maxItems, Optional<String> marker) {}

    record Users(List<UserView> users, boolean isTruncated, Optional<String> marker) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                IAM.write("CreateUser", CreateUser.class, Shown.class, this::create)
                        .guardedBy((in, call) -> permissions.toCreateUser(
                                in.userName(),
                                in.path().orElse(IamPath.ROOT),
                                in.tags(),
                                in.permissionsBoundary(),
                                call))
                        .faults(ENTITY_ALREADY_EXISTS, LIMIT_EXCEEDED, INVALID_INPUT, NO_SUCH_ENTITY),
                IAM.read("GetUser", GetUser.class, Shown.class, this::get)
                        .guardedBy((in, call) -> users.named(in.userName(), call)
                                .map(name -> permissions.onUser("iam:GetUser", name, call))
                                .orElseGet(() -> List.of(Permission.on(
                                        "iam:GetUser", call.caller().arn()))))
                        .faults(NO_SUCH_ENTITY),
                IAM.read("ListUsers", ListUsers.class, Users.class, this::list)
                        .guardedBy((in, call) -> permissions.onPrefix("iam:ListUsers", "user", in.pathPrefix(), call)),
                IAM.write("UpdateUser", UpdateUser.class, Nothing.class, this::update)
                        .guardedBy(this::toUpdate)
                        .faults(NO_SUCH_ENTITY, ENTITY_ALREADY_EXISTS),
                IAM.write("DeleteUser", Named.class, Nothing.class, this::delete)
                        .guardedBy((in, call) -> permissions.onUser("iam:DeleteUser", in.userName(), call))
                        .faults(NO_SUCH_ENTITY, DELETE_CONFLICT));
    }

    /// Renaming needs permission on the user as it is and as it will be.
    private List<Permission> toUpdate(UpdateUser in, Call call) {
        IamPath path = in.newPath()
                .or(() -> store.find(call.account(), in.userName()).map(User::path))
                .orElse(IamPath.ROOT);
        Arn renamed = User.arn(call.account(), path, in.newUserName().orElse(in.userName()));
        return Stream.concat(
                        permissions.onUser("iam:UpdateUser", in.userName(), call).stream(),
                        Stream.of(Permission.on("iam:UpdateUser", renamed)))
                .toList();
    }

    private Shown create(CreateUser in, Call call) {
        List<Tag> tags = IamTags.OF_PRINCIPALS.merge(List.of(), in.tags().orElse(List.of()), quotas);
        User user = new User(
                call.account(),
                in.userName(),
                in.path().orElse(IamPath.ROOT),
                ids.unique("AIDA", call.account(), 21),
                call.now(),
                tags,
                in.permissionsBoundary().map(arn -> policies.boundary(call.account(), arn)));
        if (!store.insert(user)) {
            throw exists(in.userName());
        }
        if (store.count(call.account()) > quotas.users()) {
            throw LIMIT_EXCEEDED.because("Cannot exceed quota for UsersPerAccount: " + quotas.users());
        }
        return new Shown(UserView.of(user, user.boundary(), tags));
    }

    private Shown get(GetUser in, Call call) {
        if (in.userName().isEmpty() && call.caller() instanceof Caller.Root) {
            return new Shown(UserView.ofRoot(call));
        }
        User user = users.findOrCaller(in.userName(), call);
        return new Shown(UserView.of(user, user.boundary(), user.tags()));
    }

    private Users list(ListUsers in, Call call) {
        IamPath prefix = in.pathPrefix().orElse(IamPath.ROOT);
        Page<UserView> page = new IamPaging(in.maxItems(), in.marker())
                .page("ListUsers" + prefix, call, (after, limit) -> store.list(call.account(), prefix, after, limit))
                .map(UserView::brief);
        return new Users(page.items(), page.next().isPresent(), page.next());
    }

    private Nothing update(UpdateUser in, Call call) {
        User user = users.find(in.userName(), call);
        UserName name = in.newUserName().orElse(user.name());
        boolean taken = !name.key().equals(user.name().key())
                && store.find(call.account(), name).isPresent();
        if (taken) {
            throw exists(name);
        }
        store.update(user.renamed(name, in.newPath().orElse(user.path())));
        return NOTHING;
    }

    private Nothing delete(Named in, Call call) {
        User user = users.find(in.userName(), call);
        belongings.refuseDelete(user);
        store.delete(user);
        return NOTHING;
    }

    private static Fault exists(UserName name) {
        return ENTITY_ALREADY_EXISTS.because("User with name " + name + " already exists.");
    }
}
