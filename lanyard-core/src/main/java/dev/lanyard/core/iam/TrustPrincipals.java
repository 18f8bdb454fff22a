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

/// The principals that trust policies name. IAM checks them when a policy is written and keeps roles by their unique
/// ids, so that a role of the same name made later is not trusted; reads show the ARN again, or the bare id when the
/// role is gone.
public final class TrustPrincipals {
    private static final Pattern SERVICE = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*\\.amazonaws\\.com(\\.cn)?");
    private static final Pattern FEDERATED = Pattern.compile(
            "arn:aws[a-z-]*:iam::\\d{12}:(oidc|saml)-provider/.+|cognito-identity\\.amazonaws\\.com|accounts\\.google\\.com"
                    + "|graph\\.facebook\\.com|www\\.amazon\\.com");

    private final RoleStore roles;

    public TrustPrincipals(RoleStore roles) {
        this.roles = roles;
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
        if (!stored.contains("\"AROA")) {
            return stored;
        }
        return TrustPolicy.withPrincipals(
                stored,
                principal -> byId(principal.value())
                        .map(role -> role.arn().toString())
                        .orElse(principal.value()));
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
        // ARNs are compared with case, path and all, although names are not.
        return Optional.of(resource)
                .filter(it -> it.startsWith("role/"))
                .map(it -> new RoleName(it.substring(it.lastIndexOf('/') + 1)))
                .flatMap(name -> roles.find(new AccountId(arn.account()), name))
                .filter(role -> role.arn().equals(arn))
                .map(Role::id);
    }

    private Optional<Role> byId(String id) {
        return Ids.accountOf(id).flatMap(account -> roles.findById(account, id));
    }
}
