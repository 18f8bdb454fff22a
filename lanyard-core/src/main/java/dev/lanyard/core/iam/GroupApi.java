// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamFault.DELETE_CONFLICT;
import static dev.lanyard.core.iam.IamFault.ENTITY_ALREADY_EXISTS;
import static dev.lanyard.core.iam.IamFault.LIMIT_EXCEEDED;
import static dev.lanyard.core.iam.IamFault.NO_SUCH_ENTITY;
import static dev.lanyard.core.iam.IamService.IAM;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.fault.Fault;
import dev.lanyard.core.iam.IamViews.GroupView;
import dev.lanyard.core.iam.IamViews.UserView;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.core.shared.Page;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Groups: create, read with their members, rename, delete.
final class GroupApi implements ApiSection {
    private final GroupStore store;
    private final IamGroups groups;
    private final PolicyHolders holders;
    private final IamPermissions permissions;
    private final IamQuotas quotas;
    private final Ids ids;

    GroupApi(IamGroups groups, PolicyHolders holders, IamPermissions permissions, Ids ids) {
        this.store = groups.store();
        this.groups = groups;
        this.holders = holders;
        this.permissions = permissions;
        this.quotas = groups.quotas();
        this.ids = ids;
    }

    record CreateGroup(GroupName groupName, Optional<IamPath> path) {}

    record Named(GroupName groupName) {}

    record Shown(GroupView group) {}

    record GetGroup(GroupName groupName, Optional<Integer> maxItems, Optional<String> marker) {}

    record ShownWithUsers(GroupView group, List<UserView> users, boolean isTruncated, Optional<String> marker) {}

    record UpdateGroup(GroupName groupName, Optional<GroupName> newGroupName, Optional<IamPath> newPath) {}

    record ListGroups(Optional<IamPath> pathPrefix, Optional<Integer> maxItems, Optional<String> marker) {}

    record Groups(List<GroupView> groups, boolean isTruncated, Optional<String> marker) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                IAM.write("CreateGroup", CreateGroup.class, Shown.class, this::create)
                        .on((in, call) -> Group.arn(call.account(), in.path().orElse(IamPath.ROOT), in.groupName()))
                        .faults(ENTITY_ALREADY_EXISTS, LIMIT_EXCEEDED),
                IAM.read("GetGroup", GetGroup.class, ShownWithUsers.class, this::get)
                        .guardedBy((in, call) -> permissions.onGroup("iam:GetGroup", in.groupName(), call))
                        .faults(NO_SUCH_ENTITY),
                IAM.read("ListGroups", ListGroups.class, Groups.class, this::list)
                        .guardedBy(
                                (in, call) -> permissions.onPrefix("iam:ListGroups", "group", in.pathPrefix(), call)),
                IAM.write("UpdateGroup", UpdateGroup.class, Nothing.class, this::update)
                        .guardedBy(this::toUpdate)
                        .faults(NO_SUCH_ENTITY, ENTITY_ALREADY_EXISTS),
                IAM.write("DeleteGroup", Named.class, Nothing.class, this::delete)
                        .guardedBy((in, call) -> permissions.onGroup("iam:DeleteGroup", in.groupName(), call))
                        .faults(NO_SUCH_ENTITY, DELETE_CONFLICT));
    }

    /// Renaming needs permission on the group as it is and as it will be.
    private List<Permission> toUpdate(UpdateGroup in, Call call) {
        IamPath path = in.newPath()
                .or(() -> store.find(call.account(), in.groupName()).map(Group::path))
                .orElse(IamPath.ROOT);
        Arn renamed = Group.arn(call.account(), path, in.newGroupName().orElse(in.groupName()));
        return Stream.concat(
                        permissions.onGroup("iam:UpdateGroup", in.groupName(), call).stream(),
                        Stream.of(Permission.on("iam:UpdateGroup", renamed)))
                .toList();
    }

    private Shown create(CreateGroup in, Call call) {
        Group group = new Group(
                call.account(),
                in.groupName(),
                in.path().orElse(IamPath.ROOT),
                ids.unique("AGPA", call.account(), 21),
                call.now());
        if (!store.insert(group)) {
            throw exists(in.groupName());
        }
        if (store.count(call.account()) > quotas.groups()) {
            throw LIMIT_EXCEEDED.because("Cannot exceed quota for GroupsPerAccount: " + quotas.groups());
        }
        return new Shown(GroupView.of(group));
    }

    private ShownWithUsers get(GetGroup in, Call call) {
        Group group = groups.find(in.groupName(), call);
        Page<UserView> page = new IamPaging(in.maxItems(), in.marker())
                .page("GetGroup" + group.id(), call, (after, limit) -> store.members(group, after, limit))
                .map(UserView::brief);
        return new ShownWithUsers(GroupView.of(group), page.items(), page.next().isPresent(), page.next());
    }

    private Groups list(ListGroups in, Call call) {
        IamPath prefix = in.pathPrefix().orElse(IamPath.ROOT);
        Page<GroupView> page = new IamPaging(in.maxItems(), in.marker())
                .page("ListGroups" + prefix, call, (after, limit) -> store.list(call.account(), prefix, after, limit))
                .map(GroupView::of);
        return new Groups(page.items(), page.next().isPresent(), page.next());
    }

    private Nothing update(UpdateGroup in, Call call) {
        Group group = groups.find(in.groupName(), call);
        GroupName name = in.newGroupName().orElse(group.name());
        boolean taken = !name.key().equals(group.name().key())
                && store.find(call.account(), name).isPresent();
        if (taken) {
            throw exists(name);
        }
        store.update(group.renamed(name, in.newPath().orElse(group.path())));
        return NOTHING;
    }

    private Nothing delete(Named in, Call call) {
        Group group = groups.find(in.groupName(), call);
        if (store.hasMembers(group)) {
            throw DELETE_CONFLICT.because("Cannot delete entity, must remove users from group first.");
        }
        holders.refuseDelete(group);
        store.delete(group);
        return NOTHING;
    }

    private static Fault exists(GroupName name) {
        return ENTITY_ALREADY_EXISTS.because("Group with name " + name + " already exists.");
    }
}
