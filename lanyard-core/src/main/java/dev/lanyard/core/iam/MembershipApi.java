// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamFault.LIMIT_EXCEEDED;
import static dev.lanyard.core.iam.IamFault.NO_SUCH_ENTITY;
import static dev.lanyard.core.iam.IamService.IAM;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.core.iam.IamViews.GroupView;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import dev.lanyard.core.shared.Page;
import java.util.List;
import java.util.Optional;

/// Which users are in which groups.
final class MembershipApi implements ApiSection {
    private final GroupStore store;
    private final IamGroups groups;
    private final IamUsers users;
    private final IamPermissions permissions;
    private final IamQuotas quotas;

    MembershipApi(IamGroups groups, IamUsers users, IamPermissions permissions) {
        this.store = groups.store();
        this.groups = groups;
        this.users = users;
        this.permissions = permissions;
        this.quotas = groups.quotas();
    }

    record Membership(GroupName groupName, UserName userName) {}

    record ListGroupsForUser(UserName userName, Optional<Integer> maxItems, Optional<String> marker) {}

    record Groups(List<GroupView> groups, boolean isTruncated, Optional<String> marker) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                IAM.write("AddUserToGroup", Membership.class, Nothing.class, this::add)
                        .guardedBy((in, call) -> permissions.onGroup("iam:AddUserToGroup", in.groupName(), call))
                        .faults(NO_SUCH_ENTITY, LIMIT_EXCEEDED),
                IAM.write("RemoveUserFromGroup", Membership.class, Nothing.class, this::remove)
                        .guardedBy((in, call) -> permissions.onGroup("iam:RemoveUserFromGroup", in.groupName(), call))
                        .faults(NO_SUCH_ENTITY),
                IAM.read("ListGroupsForUser", ListGroupsForUser.class, Groups.class, this::list)
                        .guardedBy((in, call) -> permissions.onUser("iam:ListGroupsForUser", in.userName(), call))
                        .faults(NO_SUCH_ENTITY));
    }

    /// Of two that are missing, the user is reported.
    private Nothing add(Membership in, Call call) {
        User user = users.find(in.userName(), call);
        store.add(groups.find(in.groupName(), call), user);
        if (store.of(call.account(), user.id()).size() > quotas.groupsPerUser()) {
            throw LIMIT_EXCEEDED.because("Cannot exceed quota for GroupsPerUser: " + quotas.groupsPerUser());
        }
        return NOTHING;
    }

    private Nothing remove(Membership in, Call call) {
        User user = users.find(in.userName(), call);
        store.remove(groups.find(in.groupName(), call), user);
        return NOTHING;
    }

    private Groups list(ListGroupsForUser in, Call call) {
        User user = users.find(in.userName(), call);
        Page<GroupView> page = new IamPaging(in.maxItems(), in.marker())
                .part(
                        "ListGroupsForUser" + user.id(),
                        call,
                        store.of(call.account(), user.id()),
                        group -> group.name().key())
                .map(GroupView::of);
        return new Groups(page.items(), page.next().isPresent(), page.next());
    }
}
