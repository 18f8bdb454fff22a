// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamFault.LIMIT_EXCEEDED;
import static dev.lanyard.core.iam.IamFault.MALFORMED_POLICY_DOCUMENT;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.policy.PolicyDocument.NamedPrincipal;
import dev.lanyard.aws.policy.TrustPolicy;
import dev.lanyard.core.shared.Ids;
import java.util.Optional;
import java.util.regex.Pattern;

/// The principals that trust policies name. IAM checks them when a policy is written and keeps roles and users by
/// their unique ids, so that a namesake made later is not trusted; reads show the ARN again, or the bare id when the
/// entity is gone.
final class TrustPrincipals {
    private static final Pattern SERVICE = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*\\.amazonaws\\.com(\\.cn)?");
    private static final Pattern FEDERATED = Pattern.compile(
            "arn:aws[a-z-]*:iam::\\d{12}:(oidc|saml)-provider/.+|cognito-identity\\.amazonaws\\.com|accounts\\.google\\.com"
                    + "|graph\\.facebook\\.com|www\\.amazon\\.com");

    private final RoleStore roles;
    private final UserStore users;

    TrustPrincipals(RoleStore roles, UserStore users) {
        this.roles = roles;
        this.users = users;
    }

    /// The document as it is stored.
    String bound(String document, IamQuotas quotas) {
        TrustPolicy.validate(document, MALFORMED_POLICY_DOCUMENT);
        if (TrustPolicy.sizeWithoutWhitespace(document) > quotas.trustPolicySize()) {
            throw LIMIT_EXCEEDED.because("Cannot exceed quota for ACLSizePerRole: " + quotas.trustPolicySize());
        }
        return TrustPolicy.withPrincipals(
                document,
                principal -> stored(principal)
                        .orElseThrow(() -> MALFORMED_POLICY_DOCUMENT.because(TrustPolicy.invalidPrincipal(principal))));
    }

    /// The document as reads show it.
    String shown(String stored) {
        if (!stored.contains("\"AROA") && !stored.contains("\"AIDA")) {
            return stored;
        }
        return TrustPolicy.withPrincipals(
                stored, principal -> byId(principal.value()).map(Arn::toString).orElse(principal.value()));
    }

    private Optional<String> stored(NamedPrincipal principal) {
        String value = principal.value();
        return switch (principal.type()) {
            case "AWS" -> account(value);
            case "Service" ->
                Optional.of(value).filter(it -> SERVICE.matcher(it).matches());
            case "Federated" ->
                Optional.of(value).filter(it -> FEDERATED.matcher(it).matches());
            default -> Optional.of(value);
        };
    }

    private Optional<String> account(String value) {
        if (value.equals("*")) {
            return Optional.of(value);
        }
        if (AccountId.isValid(value)) {
            return Optional.of(Arn.iam(new AccountId(value), "root").toString());
        }
        if (byId(value).isPresent()) {
            return Optional.of(value);
        }
        return Arn.parse(value).filter(arn -> AccountId.isValid(arn.account())).flatMap(this::entity);
    }

    private Optional<String> entity(Arn arn) {
        String resource = arn.resource();
        if (arn.service().equals("sts")) {
            boolean isSession = resource.startsWith("assumed-role/") || resource.startsWith("federated-user/");
            return isSession ? Optional.of(arn.toString()) : Optional.empty();
        }
        if (!arn.service().equals("iam")) {
            return Optional.empty();
        }
        if (resource.equals("root")) {
            return Optional.of(arn.toString());
        }
        AccountId account = new AccountId(arn.account());
        String name = arn.name();
        // ARNs are compared with case, path and all, although names are not.
        if (resource.startsWith("role/")) {
            return roles.find(account, new RoleName(name))
                    .filter(role -> role.arn().equals(arn))
                    .map(Role::id);
        }
        return resource.startsWith("user/")
                ? users.find(account, new UserName(name))
                        .filter(user -> user.arn().equals(arn))
                        .map(User::id)
                : Optional.empty();
    }

    private Optional<Arn> byId(String id) {
        return Ids.accountOf(id).flatMap(account -> switch (id.substring(0, 4)) {
            case "AROA" -> roles.findById(account, id).map(Role::arn);
            case "AIDA" -> users.findById(account, id).map(User::arn);
            default -> Optional.empty();
        });
    }
}
