// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamService.IAM;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.iam.AuthorizationDetails.Detail;
import dev.lanyard.core.iam.AuthorizationDetails.GroupDetail;
import dev.lanyard.core.iam.AuthorizationDetails.InlineView;
import dev.lanyard.core.iam.AuthorizationDetails.PolicyDetail;
import dev.lanyard.core.iam.AuthorizationDetails.RoleDetail;
import dev.lanyard.core.iam.AuthorizationDetails.UserDetail;
import dev.lanyard.core.iam.ChainedPages.Part;
import dev.lanyard.core.iam.IamViews.AttachedPolicyView;
import dev.lanyard.core.iam.IamViews.BoundaryView;
import dev.lanyard.core.iam.IamViews.InstanceProfileView;
import dev.lanyard.core.iam.IamViews.PolicyVersionView;
import dev.lanyard.core.iam.IamViews.RoleLastUsed;
import dev.lanyard.core.iam.ManagedPolicy.Usage;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.shared.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Everything that an account allows, in one list after the other: users, groups, roles, policies.
final class AuthorizationDetailsApi implements ApiSection {
    private final IamStores stores;
    private final IamRoles roles;
    private final HolderPolicyStore held;
    private final ManagedPolicies policies;

    AuthorizationDetailsApi(IamStores stores, IamRoles roles, ManagedPolicies policies) {
        this.stores = stores;
        this.roles = roles;
        this.held = stores.held();
        this.policies = policies;
    }

    record GetAccountAuthorizationDetails(
            List<EntityType> filter, Optional<Integer> maxItems, Optional<String> marker) {
        boolean wants(EntityType type) {
            return filter.isEmpty() || filter.contains(type);
        }
    }

    record Details(
            List<UserDetail> userDetailList,
            List<GroupDetail> groupDetailList,
            List<RoleDetail> roleDetailList,
            List<PolicyDetail> policies,
            boolean isTruncated,
            Optional<String> marker) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(IAM.read(
                        "GetAccountAuthorizationDetails",
                        GetAccountAuthorizationDetails.class,
                        Details.class,
                        this::get)
                .onAll());
    }

    private Details get(GetAccountAuthorizationDetails in, Call call) {
        ChainedPages<Detail> all = new ChainedPages<>(parts(in, call));
        Page<Detail> page = new IamPaging(in.maxItems(), in.marker())
                .page("GetAccountAuthorizationDetails" + in.filter(), call, all::page);
        return new Details(
                of(page, UserDetail.class),
                of(page, GroupDetail.class),
                of(page, RoleDetail.class),
                of(page, PolicyDetail.class),
                page.next().isPresent(),
                page.next());
    }

    private static <T> List<T> of(Page<Detail> page, Class<T> type) {
        return page.items().stream().filter(type::isInstance).map(type::cast).toList();
    }

    private List<Part<Detail>> parts(GetAccountAuthorizationDetails in, Call call) {
        AccountId account = call.account();
        List<Part<Detail>> parts = new ArrayList<>();
        if (in.wants(EntityType.USER)) {
            parts.add((after, limit) -> stores.users()
                    .list(account, IamPath.ROOT, Optional.of(after), limit)
                    .map(this::detail));
        }
        if (in.wants(EntityType.GROUP)) {
            parts.add((after, limit) -> stores.groups()
                    .list(account, IamPath.ROOT, Optional.of(after), limit)
                    .map(this::detail));
        }
        if (in.wants(EntityType.ROLE)) {
            parts.add((after, limit) -> stores.roles()
                    .list(account, IamPath.ROOT, Optional.of(after), limit)
                    .map(role -> detail(role, call.now())));
        }
        if (in.wants(EntityType.LOCAL_POLICY) || in.wants(EntityType.AWS_POLICY)) {
            parts.add((after, limit) -> policies(in, account, after, limit));
        }
        return parts;
    }

    /// The account's own policies, and AWS's as far as they are in use.
    private Page<Detail> policies(GetAccountAuthorizationDetails in, AccountId account, String after, int limit) {
        Map<String, Usage> usages = stores.policies().usages(account);
        Stream<ManagedPolicy> all =
                policies
                        .all(account, IamPath.ROOT, in.wants(EntityType.LOCAL_POLICY), in.wants(EntityType.AWS_POLICY))
                        .stream()
                        .filter(policy -> !ManagedPolicy.isAws(policy.arn())
                                || usages.containsKey(policy.arn().toString()));
        return Page.of(all, Optional.of(after), limit, ManagedPolicies::position)
                .map(policy ->
                        detail(account, policy, usages.getOrDefault(policy.arn().toString(), Usage.NONE)));
    }

    private Detail detail(User user) {
        List<InlineView> inline = inline(user);
        return new UserDetail(
                user.path(),
                user.name(),
                user.id(),
                user.arn(),
                user.created(),
                inline.isEmpty() ? Optional.empty() : Optional.of(inline),
                stores.groups().of(user.account(), user.id()).stream()
                        .map(Group::name)
                        .toList(),
                attached(user),
                BoundaryView.of(user.boundary()),
                user.tags());
    }

    private Detail detail(Group group) {
        return new GroupDetail(
                group.path(), group.name(), group.id(), group.arn(), group.created(), inline(group), attached(group));
    }

    private Detail detail(Role role, Instant now) {
        return new RoleDetail(
                role.path(),
                role.name(),
                role.id(),
                role.arn(),
                role.created(),
                roles.trust(role),
                profiles(role),
                inline(role),
                attached(role),
                BoundaryView.of(role.boundary()),
                role.tags(),
                RoleLastUsed.of(role, now));
    }

    private Detail detail(AccountId account, ManagedPolicy policy, Usage usage) {
        return new PolicyDetail(
                policy.name(),
                policy.id(),
                policy.arn(),
                policy.path(),
                policy.defaultVersionId(),
                usage.attachments(),
                usage.boundaries(),
                policy.attachable(),
                policy.description(),
                policy.created(),
                policy.updated(),
                policies.versions(account, policy).stream()
                        .map(version -> PolicyVersionView.of(policy, version, true))
                        .toList());
    }

    private List<InstanceProfileView> profiles(Role role) {
        return stores.profiles()
                .listOfRole(role.account(), role.name(), Optional.empty(), Integer.MAX_VALUE - 1)
                .map(profile -> roles.profileView(profile, Optional.empty()))
                .items();
    }

    private List<InlineView> inline(PolicyHolder holder) {
        return held.inline(holder.account(), holder.id()).stream()
                .map(policy -> new InlineView(policy.name(), PercentEncoding.encode(policy.document())))
                .toList();
    }

    private List<AttachedPolicyView> attached(PolicyHolder holder) {
        return held.attachments(holder.account(), holder.id()).stream()
                .map(IamViews::attached)
                .toList();
    }
}
