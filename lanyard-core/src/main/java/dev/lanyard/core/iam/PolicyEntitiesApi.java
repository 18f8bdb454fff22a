// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamFault.NO_SUCH_ENTITY;
import static dev.lanyard.core.iam.IamService.IAM;

import dev.lanyard.core.iam.ChainedPages.Part;
import dev.lanyard.core.iam.ManagedPolicyStore.Entity;
import dev.lanyard.core.iam.ManagedPolicyStore.Use;
import dev.lanyard.core.iam.PolicyHolder.Kind;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.shared.Page;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Who uses a managed policy.
final class PolicyEntitiesApi implements ApiSection {
    private final ManagedPolicyStore store;
    private final IamPolicies policies;
    private final IamPermissions permissions;

    PolicyEntitiesApi(ManagedPolicyStore store, IamPolicies policies, IamPermissions permissions) {
        this.store = store;
        this.policies = policies;
        this.permissions = permissions;
    }

    record ListEntitiesForPolicy(
            String policyArn,
            Optional<EntityType> entityFilter,
            Optional<IamPath> pathPrefix,
            Optional<PolicyUsageFilter> policyUsageFilter,
            Optional<Integer> maxItems,
            Optional<String> marker) {
        String query() {
            return "ListEntitiesForPolicy" + policyArn + entityFilter + pathPrefix + policyUsageFilter;
        }

        Use use() {
            return policyUsageFilter
                    .map(filter -> filter == PolicyUsageFilter.BOUNDARY ? Use.BOUNDARY : Use.ATTACHED)
                    .orElse(Use.EITHER);
        }

        /// In the order in which pages go through them.
        List<Kind> kinds() {
            return Stream.of(Kind.GROUP, Kind.USER, Kind.ROLE)
                    .filter(kind -> entityFilter
                            .map(type -> type.toString().equals(kind.title()))
                            .orElse(true))
                    .toList();
        }
    }

    record PolicyGroup(String groupName, String groupId) {}

    record PolicyUser(String userName, String userId) {}

    record PolicyRole(String roleName, String roleId) {}

    record Entities(
            List<PolicyGroup> policyGroups,
            List<PolicyUser> policyUsers,
            List<PolicyRole> policyRoles,
            boolean isTruncated,
            Optional<String> marker) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(IAM.read("ListEntitiesForPolicy", ListEntitiesForPolicy.class, Entities.class, this::list)
                .guardedBy((in, call) -> permissions.onPolicy("iam:ListEntitiesForPolicy", in.policyArn(), call))
                .faults(NO_SUCH_ENTITY));
    }

    private Entities list(ListEntitiesForPolicy in, Call call) {
        ManagedPolicy policy = policies.look(in.policyArn(), call)
                .orElseThrow(() ->
                        NO_SUCH_ENTITY.because("Policy " + in.policyArn() + " does not exist or is not attachable."));
        ChainedPages<Entity> all = new ChainedPages<>(
                in.kinds().stream().map(kind -> part(policy, kind, in, call)).toList());
        Page<Entity> page = new IamPaging(in.maxItems(), in.marker()).page(in.query(), call, all::page);
        return new Entities(
                of(page, Kind.GROUP)
                        .map(entity -> new PolicyGroup(entity.name(), entity.id()))
                        .toList(),
                of(page, Kind.USER)
                        .map(entity -> new PolicyUser(entity.name(), entity.id()))
                        .toList(),
                of(page, Kind.ROLE)
                        .map(entity -> new PolicyRole(entity.name(), entity.id()))
                        .toList(),
                page.next().isPresent(),
                page.next());
    }

    private Part<Entity> part(ManagedPolicy policy, Kind kind, ListEntitiesForPolicy in, Call call) {
        IamPath prefix = in.pathPrefix().orElse(IamPath.ROOT);
        return (after, limit) -> store.entities(call.account(), policy.arn(), kind, in.use(), prefix, after, limit);
    }

    private static Stream<Entity> of(Page<Entity> page, Kind kind) {
        return page.items().stream().filter(entity -> entity.kind() == kind);
    }
}
