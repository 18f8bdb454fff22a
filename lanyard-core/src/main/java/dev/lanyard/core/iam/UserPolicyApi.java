// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamFault.LIMIT_EXCEEDED;
import static dev.lanyard.core.iam.IamFault.MALFORMED_POLICY_DOCUMENT;
import static dev.lanyard.core.iam.IamFault.NO_SUCH_ENTITY;
import static dev.lanyard.core.iam.IamFault.POLICY_NOT_ATTACHABLE;
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

/// Inline policies of users, and managed policies attached to them.
final class UserPolicyApi implements ApiSection {
    private final IamUsers users;
    private final InlinePolicies inline;
    private final AttachedPolicies attached;
    private final IamPermissions permissions;

    UserPolicyApi(IamUsers users, InlinePolicies inline, AttachedPolicies attached, IamPermissions permissions) {
        this.users = users;
        this.inline = inline;
        this.attached = attached;
        this.permissions = permissions;
    }

    record PutUserPolicy(UserName userName, PolicyName policyName, String policyDocument) {}

    record Inline(UserName userName, PolicyName policyName) {}

    record Shown(UserName userName, PolicyName policyName, String policyDocument) {}

    record ListUserPolicies(UserName userName, Optional<Integer> maxItems, Optional<String> marker) {}

    record Attachment(UserName userName, String policyArn) {}

    record ListAttachedUserPolicies(
            UserName userName, Optional<IamPath> pathPrefix, Optional<Integer> maxItems, Optional<String> marker) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                IAM.write("PutUserPolicy", PutUserPolicy.class, Nothing.class, this::put)
                        .guardedBy((in, call) -> change("iam:PutUserPolicy", in.userName(), call))
                        .faults(NO_SUCH_ENTITY, MALFORMED_POLICY_DOCUMENT, LIMIT_EXCEEDED),
                IAM.read("GetUserPolicy", Inline.class, Shown.class, this::get)
                        .guardedBy((in, call) -> permissions.onUser("iam:GetUserPolicy", in.userName(), call))
                        .faults(NO_SUCH_ENTITY),
                IAM.write("DeleteUserPolicy", Inline.class, Nothing.class, this::delete)
                        .guardedBy((in, call) -> change("iam:DeleteUserPolicy", in.userName(), call))
                        .faults(NO_SUCH_ENTITY),
                IAM.read("ListUserPolicies", ListUserPolicies.class, Names.class, this::list)
                        .guardedBy((in, call) -> permissions.onUser("iam:ListUserPolicies", in.userName(), call))
                        .faults(NO_SUCH_ENTITY),
                IAM.write("AttachUserPolicy", Attachment.class, Nothing.class, this::attach)
                        .guardedBy((in, call) -> attachment("iam:AttachUserPolicy", in, call))
                        .faults(NO_SUCH_ENTITY, LIMIT_EXCEEDED, POLICY_NOT_ATTACHABLE),
                IAM.write("DetachUserPolicy", Attachment.class, Nothing.class, this::detach)
                        .guardedBy((in, call) -> attachment("iam:DetachUserPolicy", in, call))
                        .faults(NO_SUCH_ENTITY),
                IAM.read("ListAttachedUserPolicies", ListAttachedUserPolicies.class, Attached.class, this::listAttached)
                        .guardedBy(
                                (in, call) -> permissions.onUser("iam:ListAttachedUserPolicies", in.userName(), call))
                        .faults(NO_SUCH_ENTITY));
    }

    private List<Permission> change(String action, UserName name, Call call) {
        return List.of(permissions.onPoliciesOf(action, name, call));
    }

    private List<Permission> attachment(String action, Attachment in, Call call) {
        return List.of(permissions.onPoliciesOf(action, in.userName(), call).with("iam:PolicyARN", in.policyArn()));
    }

    private Nothing put(PutUserPolicy in, Call call) {
        inline.put(users.find(in.userName(), call), in.policyName(), in.policyDocument());
        return NOTHING;
    }

    private Shown get(Inline in, Call call) {
        User user = users.find(in.userName(), call);
        return new Shown(user.name(), in.policyName(), inline.document(user, in.policyName()));
    }

    private Nothing delete(Inline in, Call call) {
        inline.delete(users.find(in.userName(), call), in.policyName());
        return NOTHING;
    }

    private Names list(ListUserPolicies in, Call call) {
        IamPaging paging = new IamPaging(in.maxItems(), in.marker());
        return inline.names(users.find(in.userName(), call), paging, call);
    }

    private Nothing attach(Attachment in, Call call) {
        attached.attach(users.find(in.userName(), call), in.policyArn());
        return NOTHING;
    }

    private Nothing detach(Attachment in, Call call) {
        attached.detach(users.find(in.userName(), call), in.policyArn());
        return NOTHING;
    }

    private Attached listAttached(ListAttachedUserPolicies in, Call call) {
        IamPaging paging = new IamPaging(in.maxItems(), in.marker());
        return attached.list(users.find(in.userName(), call), in.pathPrefix(), paging, call);
    }
}
