// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.op.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the policies of a user or a role say, for whoever judges its requests.
public final class PrincipalPolicies {
    /// One policy that binds a principal.
    ///
    /// @param name as explanations show it: a managed policy's name, or `role_{role}_{policy}` of an inline policy
    /// @param arn of a managed policy
    /// @param version of a managed policy; it and the ARN together never stand for two documents
    public record Held(String name, Optional<Arn> arn, Optional<String> version, String document) {}

    /// @param principal a [User] or a [Role]
    /// @param identity inline and managed policies, of a user those of the groups as well
    /// @param revision the account's, of the same snapshot: while it stays, all of this does
    public record Bound(PolicyHolder principal, List<Held> identity, Optional<Held> boundary, long revision) {}

    private final RoleStore roles;
    private final UserStore users;
    private final GroupStore groups;
    private final HolderPolicyStore held;
    private final ManagedPolicies managed;
    private final RevisionStore revisions;
    private final Transactions transactions;

    PrincipalPolicies(IamStores stores, ManagedPolicies managed, Transactions transactions) {
        this.roles = stores.roles();
        this.users = stores.users();
        this.groups = stores.groups();
        this.held = stores.held();
        this.managed = managed;
        this.revisions = stores.revisions();
        this.transactions = transactions;
    }

    /// One cheap read.
    public long revision(AccountId account) {
        return revisions.revision(account);
    }

    /// Everything of one snapshot; empty when the principal is gone.
    ///
    /// @param id the unique id, `AIDA...` or `AROA...`
    public Optional<Bound> of(AccountId account, String id) {
        return transactions.read(() -> id.startsWith("AROA")
                ? roles.findById(account, id).map(this::bound)
                : users.findById(account, id).map(this::bound));
    }

    /// The policies that the members of a group have of it; empty when there is no such group.
    public Optional<List<Held>> ofGroup(AccountId account, GroupName name) {
        return transactions.read(() -> groups.find(account, name).map(this::policies));
    }

    /// A managed policy that the account may use, with the version that counts.
    public Optional<Held> managedPolicy(AccountId account, Arn arn) {
        return transactions.read(() -> managed.find(account, arn).map(policy -> managed(account, policy)));
    }

    private Bound bound(Role role) {
        return new Bound(
                role,
                policies(role),
                role.boundary().map(arn -> managed(role.account(), arn)),
                revision(role.account()));
    }

    private Bound bound(User user) {
        List<Held> all = new ArrayList<>(policies(user));
        groups.of(user.account(), user.id()).forEach(group -> all.addAll(policies(group)));
        return new Bound(
                user,
                List.copyOf(all),
                user.boundary().map(arn -> managed(user.account(), arn)),
                revision(user.account()));
    }

    private List<Held> policies(PolicyHolder holder) {
        List<Held> all = new ArrayList<>();
        held.inline(holder.account(), holder.id())
                .forEach(policy -> all.add(new Held(
                        holder.kind().word() + '_' + holder.label() + '_' + policy.name(),
                        Optional.empty(),
                        Optional.empty(),
                        policy.document())));
        held.attachments(holder.account(), holder.id())
                .forEach(attachment -> managed.find(holder.account(), attachment.arn())
                        .ifPresent(policy -> all.add(managed(holder.account(), policy))));
        return all;
    }

    private Held managed(AccountId account, Arn arn) {
        return managed(account, managed.find(account, arn).orElseThrow());
    }

    private Held managed(AccountId account, ManagedPolicy policy) {
        return new Held(
                policy.name().value(),
                Optional.of(policy.arn()),
                Optional.of(policy.defaultVersionId()),
                managed.version(account, policy, policy.defaultVersion())
                        .orElseThrow()
                        .document());
    }
}
