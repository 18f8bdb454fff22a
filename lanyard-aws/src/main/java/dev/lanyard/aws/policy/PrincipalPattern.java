// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.policy.PolicyDocument.NamedPrincipal;
import dev.lanyard.aws.policy.PolicyDocument.Principals;
import java.util.HashSet;
import java.util.Set;

/// `Principal` or `NotPrincipal` of a resource's policy. There are no wildcards but the lone `*`.
final class PrincipalPattern {
    private final boolean negated;
    private final boolean anyone;
    private final Set<String> accounts = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> services = new HashSet<>();
    private final Set<String> providers = new HashSet<>();

    PrincipalPattern(Principals principals) {
        negated = principals.negated();
        anyone = principals.names().stream()
                .anyMatch(p -> p.type().equals("AWS") && p.value().equals("*"));
        for (NamedPrincipal principal : principals.names()) {
            switch (principal.type()) {
                case "Service" -> services.add(principal.value());
                case "Federated" -> providers.add(principal.value());
                case "AWS" -> addName(principal.value());
                default -> {}
            }
        }
    }

    private void addName(String value) {
        String account = Arn.parse(value)
                .filter(arn -> arn.service().equals("iam") && arn.resource().equals("root"))
                .map(Arn::account)
                .orElse(value);
        (AccountId.isValid(account) ? accounts : names).add(account);
    }

    /// How the element names the caller; [Grant#NONE] when it does not.
    Grant match(Principal caller) {
        if (negated) {
            return anyone || isWhollyListed(caller) ? Grant.NONE : Grant.DIRECT;
        }
        Grant grant = listed(caller);
        if (grant != Grant.DIRECT && anyone) {
            boolean limited = caller.kind() == Principal.Kind.ROLE_SESSION;
            return grant.or(limited ? Grant.VIA_ROLE : Grant.DIRECT);
        }
        return grant;
    }

    private Grant listed(Principal caller) {
        return switch (caller.kind()) {
            case SERVICE -> services.contains(caller.arn()) ? Grant.DIRECT : Grant.NONE;
            case IDENTITY_PROVIDER -> providers.contains(caller.arn()) ? Grant.DIRECT : Grant.NONE;
            case ANONYMOUS -> Grant.NONE;
            case ROOT, USER, FEDERATED_USER, ROLE_SESSION -> {
                if (names.contains(caller.sessionArn())) {
                    yield Grant.DIRECT;
                }
                if (namesEntity(caller)) {
                    yield caller.kind() == Principal.Kind.ROLE_SESSION ? Grant.VIA_ROLE : Grant.DIRECT;
                }
                yield accounts.contains(caller.account()) ? Grant.VIA_ACCOUNT : Grant.NONE;
            }
        };
    }

    private boolean namesEntity(Principal caller) {
        if (names.contains(caller.arn())) {
            return true;
        }
        for (String id : caller.uniqueIds()) {
            if (names.contains(id)) {
                return true;
            }
        }
        return false;
    }

    /// A `NotPrincipal` spares a caller only when it lists all that the caller is, down to the account.
    private boolean isWhollyListed(Principal caller) {
        return switch (caller.kind()) {
            case ROOT -> accounts.contains(caller.account());
            case USER, FEDERATED_USER -> accounts.contains(caller.account()) && namesEntity(caller);
            case ROLE_SESSION ->
                accounts.contains(caller.account()) && namesEntity(caller) && names.contains(caller.sessionArn());
            case SERVICE, IDENTITY_PROVIDER, ANONYMOUS -> listed(caller) == Grant.DIRECT;
        };
    }
}
