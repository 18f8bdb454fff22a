// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamFault.INVALID_INPUT;
import static dev.lanyard.core.iam.IamFault.LIMIT_EXCEEDED;
import static dev.lanyard.core.iam.IamFault.NO_SUCH_ENTITY;
import static dev.lanyard.core.iam.IamService.IAM;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import dev.lanyard.core.shared.Page;
import dev.lanyard.core.shared.Tag;
import java.util.List;
import java.util.Optional;

/// Tags of roles.
final class RoleTagApi implements ApiSection {
    private final RoleStore store;
    private final IamRoles roles;
    private final IamPermissions permissions;

    RoleTagApi(IamRoles roles, IamPermissions permissions) {
        this.store = roles.store();
        this.roles = roles;
        this.permissions = permissions;
    }

    record TagRole(RoleName roleName, List<Tag> tags) {}

    record UntagRole(RoleName roleName, List<String> tagKeys) {}

    record ListRoleTags(RoleName roleName, Optional<Integer> maxItems, Optional<String> marker) {}

    record Tags(List<Tag> tags, boolean isTruncated, Optional<String> marker) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                IAM.write("TagRole", TagRole.class, Nothing.class, this::tag)
                        .guardedBy((in, call) -> permissions.toTagRole(in.roleName(), in.tags(), call))
                        .faults(NO_SUCH_ENTITY, INVALID_INPUT, LIMIT_EXCEEDED),
                IAM.write("UntagRole", UntagRole.class, Nothing.class, this::untag)
                        .guardedBy((in, call) -> permissions.toUntagRole(in.roleName(), in.tagKeys(), call))
                        .faults(NO_SUCH_ENTITY),
                IAM.read("ListRoleTags", ListRoleTags.class, Tags.class, this::list)
                        .guardedBy((in, call) -> permissions.onRole("iam:ListRoleTags", in.roleName(), call))
                        .faults(NO_SUCH_ENTITY));
    }

    private Nothing tag(TagRole in, Call call) {
        Role role = roles.find(in.roleName(), call);
        store.update(role.withTags(IamTags.OF_PRINCIPALS.merge(role.tags(), in.tags(), roles.quotas())));
        return NOTHING;
    }

    private Nothing untag(UntagRole in, Call call) {
        Role role = roles.find(in.roleName(), call);
        store.update(role.withTags(IamTags.OF_PRINCIPALS.without(role.tags(), in.tagKeys())));
        return NOTHING;
    }

    private Tags list(ListRoleTags in, Call call) {
        Role role = roles.find(in.roleName(), call);
        Page<Tag> page = new IamPaging(in.maxItems(), in.marker())
                .page("ListRoleTags" + role.id(), call, (after, limit) -> IamTags.page(role.tags(), after, limit));
        return new Tags(page.items(), page.next().isPresent(), page.next());
    }
}
