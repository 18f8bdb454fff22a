// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamFault.INVALID_INPUT;
import static dev.lanyard.core.iam.IamFault.NO_SUCH_ENTITY;
import static dev.lanyard.core.iam.IamFault.UNMODIFIABLE_ENTITY;
import static dev.lanyard.core.iam.IamService.IAM;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import java.util.List;
import java.util.Optional;

/// Permissions boundaries of roles and users.
final class BoundaryApi implements ApiSection {
    private final IamRoles roles;
    private final IamUsers users;
    private final ManagedPolicies policies;
    private final IamPermissions permissions;

    BoundaryApi(IamRoles roles, IamUsers users, ManagedPolicies policies, IamPermissions permissions) {
        this.roles = roles;
        this.users = users;
        this.policies = policies;
        this.permissions = permissions;
    }

    record BoundRole(RoleName roleName, String permissionsBoundary) {}

    record BoundUser(UserName userName, String permissionsBoundary) {}

    record NamedRole(RoleName roleName) {}

    record NamedUser(UserName userName) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                IAM.write("PutRolePermissionsBoundary", BoundRole.class, Nothing.class, this::boundRole)
                        .guardedBy((in, call) -> permissions.toBound(
                                permissions.onPoliciesOf("iam:PutRolePermissionsBoundary", in.roleName(), call),
                                in.permissionsBoundary()))
                        .faults(NO_SUCH_ENTITY, INVALID_INPUT, UNMODIFIABLE_ENTITY),
                IAM.write("DeleteRolePermissionsBoundary", NamedRole.class, Nothing.class, this::unboundRole)
                        .guardedBy((in, call) -> List.of(
                                permissions.onPoliciesOf("iam:DeleteRolePermissionsBoundary", in.roleName(), call)))
                        .faults(NO_SUCH_ENTITY, UNMODIFIABLE_ENTITY),
                IAM.write("PutUserPermissionsBoundary", BoundUser.class, Nothing.class, this::boundUser)
                        .guardedBy((in, call) -> permissions.toBound(
                                permissions.onPoliciesOf("iam:PutUserPermissionsBoundary", in.userName(), call),
                                in.permissionsBoundary()))
                        .faults(NO_SUCH_ENTITY, INVALID_INPUT),
                IAM.write("DeleteUserPermissionsBoundary", NamedUser.class, Nothing.class, this::unboundUser)
                        .guardedBy((in, call) -> List.of(
                                permissions.onPoliciesOf("iam:DeleteUserPermissionsBoundary", in.userName(), call)))
                        .faults(NO_SUCH_ENTITY));
    }

    private Nothing boundRole(BoundRole in, Call call) {
        Role role = roles.modifiable(in.roleName(), call);
        Arn boundary = policies.boundary(call.account(), in.permissionsBoundary());
        roles.store().update(role.withBoundary(Optional.of(boundary)));
        return NOTHING;
    }

    private Nothing unboundRole(NamedRole in, Call call) {
        roles.store().update(roles.modifiable(in.roleName(), call).withBoundary(Optional.empty()));
        return NOTHING;
    }

    private Nothing boundUser(BoundUser in, Call call) {
        User user = users.find(in.userName(), call);
        Arn boundary = policies.boundary(call.account(), in.permissionsBoundary());
        users.store().update(user.withBoundary(Optional.of(boundary)));
        return NOTHING;
    }

    private Nothing unboundUser(NamedUser in, Call call) {
        users.store().update(users.find(in.userName(), call).withBoundary(Optional.empty()));
        return NOTHING;
    }
}
