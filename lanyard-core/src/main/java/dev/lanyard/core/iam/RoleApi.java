// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamFault.DELETE_CONFLICT;
import static dev.lanyard.core.iam.IamFault.ENTITY_ALREADY_EXISTS;
import static dev.lanyard.core.iam.IamFault.INVALID_INPUT;
import static dev.lanyard.core.iam.IamFault.LIMIT_EXCEEDED;
import static dev.lanyard.core.iam.IamFault.MALFORMED_POLICY_DOCUMENT;
import static dev.lanyard.core.iam.IamFault.NO_SUCH_ENTITY;
import static dev.lanyard.core.iam.IamFault.UNMODIFIABLE_ENTITY;
import static dev.lanyard.core.iam.IamService.IAM;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.iam.IamViews.RoleView;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.core.shared.Page;
import dev.lanyard.core.shared.Tag;
import java.util.List;
import java.util.Optional;

/// Roles: create, read, change, delete.
public final class RoleApi implements ApiSection {
    private final RoleStore store;
    private final IamRoles roles;
    private final ManagedPolicies policies;
    private final PolicyHolders holders;
    private final IamPermissions permissions;
    private final Ids ids;

    RoleApi(IamRoles roles, ManagedPolicies policies, PolicyHolders holders, IamPermissions permissions, Ids ids) {
        this.store = roles.store();
        this.roles = roles;
        this.policies = policies;
        this.holders = holders;
        this.permissions = permissions;
        this.ids = ids;
    }

    record CreateRole(
            RoleName roleName,
            String assumeRolePolicyDocument,
            Optional<IamPath> path,
            Optional<String> description,
            Optional<Integer> maxSessionDuration,
            Optional<String> permissionsBoundary,
            Optional<List<Tag>> tags) {}

    record Named(RoleName roleName) {}

    record Shown(RoleView role) {}

    record ListRoles(Optional<IamPath> pathPrefix, Optional<Integer> maxItems, Optional<String> marker) {}

    record Roles(List<RoleView> roles, boolean isTruncated, Optional<String> marker) {}

    record UpdateRole(RoleName roleName, Optional<String> description, Optional<Integer> maxSessionDuration) {}

    record UpdateRoleDescription(RoleName roleName, String description) {}

    record UpdateAssumeRolePolicy(RoleName roleName, String policyDocument) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                IAM.write("CreateRole", CreateRole.class, Shown.class, this::create)
                        .guardedBy((in, call) -> permissions.toCreateRole(
                                in.roleName(),
                                in.path().orElse(IamPath.ROOT),
                                in.tags(),
                                in.permissionsBoundary(),
                                call))
                        .faults(
                                ENTITY_ALREADY_EXISTS,
                                LIMIT_EXCEEDED,
                                INVALID_INPUT,
                                MALFORMED_POLICY_DOCUMENT,
                                NO_SUCH_ENTITY),
                IAM.read("GetRole", Named.class, Shown.class, this::get)
                        .guardedBy((in, call) -> permissions.onRole("iam:GetRole", in.roleName(), call))
                        .faults(NO_SUCH_ENTITY),
                IAM.read("ListRoles", ListRoles.class, Roles.class, this::list)
                        .guardedBy((in, call) -> permissions.onPrefix("iam:ListRoles", "role", in.pathPrefix(), call)),
                IAM.write("UpdateRole", UpdateRole.class, Nothing.class, this::update)
                        .guardedBy((in, call) -> permissions.onRole("iam:UpdateRole", in.roleName(), call))
                        .faults(NO_SUCH_ENTITY),
                IAM.write("UpdateRoleDescription", UpdateRoleDescription.class, Shown.class, this::updateDescription)
                        .guardedBy((in, call) -> permissions.onRole("iam:UpdateRoleDescription", in.roleName(), call))
                        .faults(NO_SUCH_ENTITY),
                IAM.write("UpdateAssumeRolePolicy", UpdateAssumeRolePolicy.class, Nothing.class, this::updateTrust)
                        .guardedBy((in, call) -> permissions.onRole("iam:UpdateAssumeRolePolicy", in.roleName(), call))
                        .faults(NO_SUCH_ENTITY, MALFORMED_POLICY_DOCUMENT, LIMIT_EXCEEDED, UNMODIFIABLE_ENTITY),
                IAM.write("DeleteRole", Named.class, Nothing.class, this::delete)
                        .guardedBy((in, call) -> permissions.onRole("iam:DeleteRole", in.roleName(), call))
                        .faults(NO_SUCH_ENTITY, DELETE_CONFLICT, UNMODIFIABLE_ENTITY));
    }

    private Shown create(CreateRole in, Call call) {
        IamPath path = in.path().orElse(IamPath.ROOT);
        refuseReserved(path);
        List<Tag> tags = IamTags.OF_PRINCIPALS.merge(List.of(), in.tags().orElse(List.of()), roles.quotas());
        String trust = roles.storedTrust(in.assumeRolePolicyDocument());
        Optional<Arn> boundary = in.permissionsBoundary().map(arn -> policies.boundary(call.account(), arn));
        Role role = new Role(
                call.account(),
                in.roleName(),
                path,
                ids.unique("AROA", call.account(), 21),
                call.now(),
                trust,
                in.description(),
                in.maxSessionDuration().orElse(Role.DEFAULT_SESSION_SECONDS),
                tags,
                boundary,
                Optional.empty());
        if (!store.insert(role)) {
            throw ENTITY_ALREADY_EXISTS.because("Role with name " + in.roleName() + " already exists.");
        }
        roles.checkQuota(call);
        return new Shown(roles.createdView(role, in.assumeRolePolicyDocument()));
    }

    private Shown get(Named in, Call call) {
        return new Shown(roles.fullView(roles.find(in.roleName(), call), call.now()));
    }

    private Roles list(ListRoles in, Call call) {
        IamPath prefix = in.pathPrefix().orElse(IamPath.ROOT);
        Page<RoleView> page = new IamPaging(in.maxItems(), in.marker())
                .page("ListRoles" + prefix, call, (after, limit) -> store.list(call.account(), prefix, after, limit))
                .map(roles::listedView);
        return new Roles(page.items(), page.next().isPresent(), page.next());
    }

    private Nothing update(UpdateRole in, Call call) {
        store.update(roles.find(in.roleName(), call).with(in.description(), in.maxSessionDuration()));
        return NOTHING;
    }

    private Shown updateDescription(UpdateRoleDescription in, Call call) {
        Role role = roles.find(in.roleName(), call).with(Optional.of(in.description()), Optional.empty());
        store.update(role);
        return new Shown(roles.describedView(role));
    }

    private Nothing updateTrust(UpdateAssumeRolePolicy in, Call call) {
        Role role = roles.modifiable(in.roleName(), call);
        store.update(role.withTrust(roles.storedTrust(in.policyDocument())));
        return NOTHING;
    }

    private Nothing delete(Named in, Call call) {
        Role role = roles.modifiable(in.roleName(), call);
        if (store.isInProfile(call.account(), role.name())) {
            throw DELETE_CONFLICT.because("Cannot delete entity, must remove roles from instance profile first.");
        }
        holders.refuseDelete(role);
        store.delete(role);
        return NOTHING;
    }

    private static void refuseReserved(IamPath path) {
        if (path.value().startsWith("/aws-service-role/") || path.value().startsWith("/aws-reserved/")) {
            throw INVALID_INPUT.because("The path " + path + " is reserved for AWS.");
        }
    }
}
