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

/// Tags of users.
final class UserTagApi implements ApiSection {
    private final UserStore store;
    private final IamUsers users;
    private final IamPermissions permissions;

    UserTagApi(IamUsers users, IamPermissions permissions) {
        this.store = users.store();
        this.users = users;
        this.permissions = permissions;
    }

    record TagUser(UserName userName, List<Tag> tags) {}

    record UntagUser(UserName userName, List<String> tagKeys) {}

    record ListUserTags(UserName userName, Optional<Integer> maxItems, Optional<String> marker) {}

    record Tags(List<Tag> tags, boolean isTruncated, Optional<String> marker) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                IAM.write("TagUser", TagUser.class, Nothing.class, this::tag)
                        .guardedBy((in, call) -> permissions.toTagUser(in.userName(), in.tags(), call))
                        .faults(NO_SUCH_ENTITY, INVALID_INPUT, LIMIT_EXCEEDED),
                IAM.write("UntagUser", UntagUser.class, Nothing.class, this::untag)
                        .guardedBy((in, call) -> permissions.toUntagUser(in.userName(), in.tagKeys(), call))
                        .faults(NO_SUCH_ENTITY),
                IAM.read("ListUserTags", ListUserTags.class, Tags.class, this::list)
                        .guardedBy((in, call) -> permissions.onUser("iam:ListUserTags", in.userName(), call))
                        .faults(NO_SUCH_ENTITY));
    }

    private Nothing tag(TagUser in, Call call) {
        User user = users.find(in.userName(), call);
        store.update(user.withTags(IamTags.OF_PRINCIPALS.merge(user.tags(), in.tags(), users.quotas())));
        return NOTHING;
    }

    private Nothing untag(UntagUser in, Call call) {
        User user = users.find(in.userName(), call);
        store.update(user.withTags(IamTags.OF_PRINCIPALS.without(user.tags(), in.tagKeys())));
        return NOTHING;
    }

    private Tags list(ListUserTags in, Call call) {
        User user = users.find(in.userName(), call);
        Page<Tag> page = new IamPaging(in.maxItems(), in.marker())
                .page("ListUserTags" + user.id(), call, (after, limit) -> IamTags.page(user.tags(), after, limit));
        return new Tags(page.items(), page.next().isPresent(), page.next());
    }
}
