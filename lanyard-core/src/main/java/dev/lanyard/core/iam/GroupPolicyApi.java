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

/// Inline policies of groups, and managed policies attached to them.
final class GroupPolicyApi implements ApiSection {
    private final IamGroups groups;
    private final InlinePolicies inline;
    private final AttachedPolicies attached;
    private final IamPermissions permissions;

    GroupPolicyApi(IamGroups groups, InlinePolicies inline, AttachedPolicies attached, IamPermissions permissions) {
        this.groups = groups;
        this.inline = inline;
        this.attached = attached;
        this.permissions = permissions;
    }

    record PutGroupPolicy(GroupName groupName, PolicyName policyName, String policyDocument) {}

    record Inline(GroupName groupName, PolicyName policyName) {}

    record Shown(GroupName groupName, PolicyName policyName, String policyDocument) {}

    record ListGroupPolicies(GroupName groupName, Optional<Integer> maxItems, Optional<String> marker) {}

    record Attachment(GroupName groupName, String policyArn) {}

    record ListAttachedGroupPolicies(
            GroupName groupName, Optional<IamPath> pathPrefix, Optional<Integer> maxItems, Optional<String> marker) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                IAM.write("PutGroupPolicy", PutGroupPolicy.class, Nothing.class, this::put)
                        .guardedBy((in, call) -> permissions.onGroup("iam:PutGroupPolicy", in.groupName(), call))
                        .faults(NO_SUCH_ENTITY, MALFORMED_POLICY_DOCUMENT, LIMIT_EXCEEDED),
                IAM.read("GetGroupPolicy", Inline.class, Shown.class, this::get)
                        .guardedBy((in, call) -> permissions.onGroup("iam:GetGroupPolicy", in.groupName(), call))
                        .faults(NO_SUCH_ENTITY),
                IAM.write("DeleteGroupPolicy", Inline.class, Nothing.class, this::delete)
                        .guardedBy((in, call) -> permissions.onGroup("iam:DeleteGroupPolicy", in.groupName(), call))
                        .faults(NO_SUCH_ENTITY),
                IAM.read("ListGroupPolicies", ListGroupPolicies.class, Names.class, this::list)
                        .guardedBy((in, call) -> permissions.onGroup("iam:ListGroupPolicies", in.groupName(), call))
                        .faults(NO_SUCH_ENTITY),
                IAM.write("AttachGroupPolicy", Attachment.class, Nothing.class, this::attach)
                        .guardedBy((in, call) -> attachment("iam:AttachGroupPolicy", in, call))
                        .faults(NO_SUCH_ENTITY, LIMIT_EXCEEDED, POLICY_NOT_ATTACHABLE),
                IAM.write("DetachGroupPolicy", Attachment.class, Nothing.class, this::detach)
                        .guardedBy((in, call) -> attachment("iam:DetachGroupPolicy", in, call))
                        .faults(NO_SUCH_ENTITY),
                IAM.read(
                                "ListAttachedGroupPolicies",
                                ListAttachedGroupPolicies.class,
                                Attached.class,
                                this::listAttached)
                        .guardedBy((in, call) ->
                                permissions.onGroup("iam:ListAttachedGroupPolicies", in.groupName(), call))
                        .faults(NO_SUCH_ENTITY));
    }

    private List<Permission> attachment(String action, Attachment in, Call call) {
        return permissions.onGroup(action, in.groupName(), call).stream()
                .map(permission -> permission.with("iam:PolicyARN", in.policyArn()))
                .toList();
    }

    private Nothing put(PutGroupPolicy in, Call call) {
        inline.put(groups.find(in.groupName(), call), in.policyName(), in.policyDocument());
        return NOTHING;
    }

    private Shown get(Inline in, Call call) {
        Group group = groups.find(in.groupName(), call);
        return new Shown(group.name(), in.policyName(), inline.document(group, in.policyName()));
    }

    private Nothing delete(Inline in, Call call) {
        inline.delete(groups.find(in.groupName(), call), in.policyName());
        return NOTHING;
    }

    private Names list(ListGroupPolicies in, Call call) {
        IamPaging paging = new IamPaging(in.maxItems(), in.marker());
        return inline.names(groups.find(in.groupName(), call), paging, call);
    }

    private Nothing attach(Attachment in, Call call) {
        attached.attach(groups.find(in.groupName(), call), in.policyArn());
        return NOTHING;
    }

    private Nothing detach(Attachment in, Call call) {
        attached.detach(groups.find(in.groupName(), call), in.policyArn());
        return NOTHING;
    }

    private Attached listAttached(ListAttachedGroupPolicies in, Call call) {
        IamPaging paging = new IamPaging(in.maxItems(), in.marker());
        return attached.list(groups.find(in.groupName(), call), in.pathPrefix(), paging, call);
    }
}
