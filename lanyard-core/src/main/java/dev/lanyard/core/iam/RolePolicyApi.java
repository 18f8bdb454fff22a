// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamFault.LIMIT_EXCEEDED;
import static dev.lanyard.core.iam.IamFault.MALFORMED_POLICY_DOCUMENT;
import static dev.lanyard.core.iam.IamFault.NO_SUCH_ENTITY;
import static dev.lanyard.core.iam.IamFault.POLICY_NOT_ATTACHABLE;
import static dev.lanyard.core.iam.IamFault.UNMODIFIABLE_ENTITY;
import static dev.lanyard.core.iam.IamService.IAM;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.core.iam.AttachedPolicies.Attached;
import dev.lanyard.core.iam.InlinePolicies.Names;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import dev.lanyard.core.op.Permission;
import java.util.List;
import java.util.Optional;

/// Inline policies of roles, and managed policies attached to them.
final class RolePolicyApi implements ApiSection {
    private final IamRoles roles;
    private final InlinePolicies inline;
    private final AttachedPolicies attached;
    private final IamPermissions permissions;

    RolePolicyApi(IamRoles roles, InlinePolicies inline, AttachedPolicies attached, IamPermissions permissions) {
        this.roles = roles;
        this.inline = inline;
        this.attached = attached;
        this.permissions = permissions;
    }

    record PutRolePolicy(RoleName roleName, PolicyName policyName, String policyDocument) {}

    record Inline(RoleName roleName, PolicyName policyName) {}

    record Shown(RoleName roleName, PolicyName policyName, String policyDocument) {}

    record ListRolePolicies(RoleName roleName, Optional<Integer> maxItems, Optional<String> marker) {}

    record Attachment(RoleName roleName, String policyArn) {}

    record ListAttachedRolePolicies(
            RoleName roleName, Optional<IamPath> pathPrefix, Optional<Integer> maxItems, Optional<String> marker) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                IAM.write("PutRolePolicy", PutRolePolicy.class, Nothing.class, this::put)
                        .guardedBy((in, call) -> change("iam:PutRolePolicy", in.roleName(), call))
                        .faults(NO_SUCH_ENTITY, MALFORMED_POLICY_DOCUMENT, LIMIT_EXCEEDED, UNMODIFIABLE_ENTITY),
                IAM.read("GetRolePolicy", Inline.class, Shown.class, this::get)
                        .guardedBy((in, call) -> permissions.onRole("iam:GetRolePolicy", in.roleName(), call))
                        .faults(NO_SUCH_ENTITY),
                IAM.write("DeleteRolePolicy", Inline.class, Nothing.class, this::delete)
                        .guardedBy((in, call) -> change("iam:DeleteRolePolicy", in.roleName(), call))
                        .faults(NO_SUCH_ENTITY, UNMODIFIABLE_ENTITY),
                IAM.read("ListRolePolicies", ListRolePolicies.class, Names.class, this::list)
                        .guardedBy((in, call) -> permissions.onRole("iam:ListRolePolicies", in.roleName(), call))
                        .faults(NO_SUCH_ENTITY),
                IAM.write("AttachRolePolicy", Attachment.class, Nothing.class, this::attach)
                        .guardedBy((in, call) -> attachment("iam:AttachRolePolicy", in, call))
                        .faults(NO_SUCH_ENTITY, LIMIT_EXCEEDED, POLICY_NOT_ATTACHABLE, UNMODIFIABLE_ENTITY),
                IAM.write("DetachRolePolicy", Attachment.class, Nothing.class, this::detach)
                        .guardedBy((in, call) -> attachment("iam:DetachRolePolicy", in, call))
                        .faults(NO_SUCH_ENTITY, UNMODIFIABLE_ENTITY),
                IAM.read("ListAttachedRolePolicies", ListAttachedRolePolicies.class, Attached.class, this::listAttached)
                        .guardedBy(
                                (in, call) -> permissions.onRole("iam:ListAttachedRolePolicies", in.roleName(), call))
                        .faults(NO_SUCH_ENTITY));
    }

    private List<Permission> change(String action, RoleName name, Call call) {
        return List.of(permissions.onPoliciesOf(action, name, call));
    }

    private List<Permission> attachment(String action, Attachment in, Call call) {
        return List.of(permissions.onPoliciesOf(action, in.roleName(), call).with("iam:PolicyARN", in.policyArn()));
    }

    private Nothing put(PutRolePolicy in, Call call) {
        inline.put(roles.modifiable(in.roleName(), call), in.policyName(), in.policyDocument());
        return NOTHING;
    }

    private Shown get(Inline in, Call call) {
        Role role = roles.find(in.roleName(), call);
        return new Shown(role.name(), in.policyName(), inline.document(role, in.policyName()));
    }

    private Nothing delete(Inline in, Call call) {
        inline.delete(roles.modifiable(in.roleName(), call), in.policyName());
        return NOTHING;
    }

    private Names list(ListRolePolicies in, Call call) {
        IamPaging paging = new IamPaging(in.maxItems(), in.marker());
        return inline.names(roles.find(in.roleName(), call), paging, call);
    }

    private Nothing attach(Attachment in, Call call) {
        attached.attach(roles.modifiable(in.roleName(), call), in.policyArn());
        return NOTHING;
    }

    private Nothing detach(Attachment in, Call call) {
        attached.detach(roles.modifiable(in.roleName(), call), in.policyArn());
        return NOTHING;
    }

    private Attached listAttached(ListAttachedRolePolicies in, Call call) {
        IamPaging paging = new IamPaging(in.maxItems(), in.marker());
        return attached.list(roles.find(in.roleName(), call), in.pathPrefix(), paging, call);
    }
}
