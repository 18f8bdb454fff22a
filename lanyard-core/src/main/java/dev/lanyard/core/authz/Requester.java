// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.authz;

import dev.lanyard.aws.policy.CompiledPolicy;
import dev.lanyard.aws.policy.Context;
import dev.lanyard.aws.policy.NamedPolicy;
import dev.lanyard.aws.policy.PolicyDocument;
import dev.lanyard.aws.policy.PolicySets;
import dev.lanyard.aws.policy.Principal;
import dev.lanyard.aws.text.Ascii;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.op.Identity;
import dev.lanyard.core.op.Session;
import dev.lanyard.core.shared.Tag;
import java.util.List;
import java.util.Optional;

/// A caller as the policy engine sees it: its names, the policies that bind it, and the condition keys that it brings.
record Requester(Caller caller, Principal principal, PolicySets sets) {
    /// What root may do, where its sessions are held against session policies.
    private static final NamedPolicy EVERYTHING = new NamedPolicy(
            "root",
            CompiledPolicy.of(
                    PolicyDocument.parse(
                            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}")));

    static Requester of(Caller caller) {
        String account = caller.account().value();
        String arn = caller.arn().toString();
        Principal principal = switch (caller) {
            case Caller.Root _ -> Principal.root(account, arn);
            case Caller.User user -> Principal.user(account, arn, user.user().id());
            case Caller.RoleSession session ->
                Principal.roleSession(
                        account,
                        session.role().arn().toString(),
                        arn,
                        session.role().id());
            case Caller.FederatedUser _ -> Principal.federatedUser(account, arn);
            case Caller.TokenBearer bearer -> of(bearer.holder()).principal();
            case Caller.Anonymous _ -> Principal.anonymous();
        };
        PolicySets identity =
                identity(caller).map(Requester::setsOf).orElseGet(() -> PolicySets.identity(List.of(EVERYTHING)));
        PolicySets sets = caller.session()
                .flatMap(Session::policies)
                .map(identity::session)
                .orElse(identity);
        return new Requester(caller, principal, sets);
    }

    private static PolicySets setsOf(Identity identity) {
        return new PolicySets(
                identity.policies(), identity.boundary(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// The user or role behind the caller; empty for root.
    private static Optional<Identity> identity(Caller caller) {
        return switch (caller) {
            case Caller.Root _, Caller.Anonymous _ -> Optional.empty();
            case Caller.User user -> Optional.of(user.user());
            case Caller.RoleSession session -> Optional.of(session.role());
            case Caller.FederatedUser federated -> identity(federated.issuer());
            case Caller.TokenBearer bearer -> identity(bearer.holder());
        };
    }

    void describe(Context context) {
        context.put("aws:PrincipalArn", principal.arn())
                .put("aws:PrincipalAccount", principal.account())
                .put("aws:PrincipalType", type())
                .put("aws:PrincipalIsAWSService", "false")
                .put("aws:userid", caller.userId());
        userName().ifPresent(name -> context.put("aws:username", name));
        List<Tag> passed = caller.session().map(Session::tags).orElse(List.of());
        identity(caller).ifPresent(identity -> tag(context, without(identity.tags(), passed)));
        caller.session().ifPresent(session -> {
            tag(context, passed);
            context.putLazily(
                            "aws:TokenIssueTime", () -> List.of(session.issued().toString()))
                    .put("aws:MultiFactorAuthPresent", "false");
            session.sourceIdentity().ifPresent(name -> context.put("aws:SourceIdentity", name));
            session.keys().forEach(context::put);
        });
    }

    /// Session tags stand before the tags of the user or role.
    private static List<Tag> without(List<Tag> tags, List<Tag> others) {
        return others.isEmpty()
                ? tags
                : tags.stream()
                        .filter(tag ->
                                others.stream().noneMatch(other -> Ascii.equalsIgnoreCase(other.key(), tag.key())))
                        .toList();
    }

    private static void tag(Context context, List<Tag> tags) {
        tags.forEach(tag -> context.put("aws:PrincipalTag/" + tag.key(), tag.value()));
    }

    private String type() {
        return switch (principal.kind()) {
            case ROOT -> "Account";
            case USER -> "User";
            case ROLE_SESSION -> "AssumedRole";
            case FEDERATED_USER -> "FederatedUser";
            case SERVICE, IDENTITY_PROVIDER, ANONYMOUS -> "Anonymous";
        };
    }

    private Optional<String> userName() {
        return switch (caller) {
            case Caller.User user -> Optional.of(user.user().name());
            case Caller.TokenBearer bearer
            when bearer.holder() instanceof Caller.User user ->
                Optional.of(user.user().name());
            default -> Optional.empty();
        };
    }
}
