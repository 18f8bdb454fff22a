// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import java.util.Set;

/// Who makes a request, under every name that a policy may call it.
///
/// @param account the twelve digits; empty for services, providers and anonymous callers
/// @param arn of the user or role (not of the session); a service's name, a provider's ARN or name
/// @param sessionArn the `sts` ARN of a session; empty when the caller is none
/// @param uniqueIds `AIDA...` of a user, `AROA...` of a role: what IAM stores in place of an ARN in a trust policy
public record Principal(Kind kind, String account, String arn, String sessionArn, Set<String> uniqueIds) {
    public enum Kind {
        ROOT,
        USER,
        ROLE_SESSION,
        FEDERATED_USER,
        SERVICE,
        IDENTITY_PROVIDER,
        ANONYMOUS;

        /// Whether such callers belong to an account, where identity policies can speak for them.
        boolean hasAccount() {
            return compareTo(SERVICE) < 0;
        }
    }

    public static Principal root(String account, String arn) {
        return new Principal(Kind.ROOT, account, arn, "", Set.of());
    }

    public static Principal user(String account, String arn, String uniqueId) {
        return new Principal(Kind.USER, account, arn, "", Set.of(uniqueId));
    }

    public static Principal roleSession(String account, String roleArn, String sessionArn, String roleId) {
        return new Principal(Kind.ROLE_SESSION, account, roleArn, sessionArn, Set.of(roleId));
    }

    /// A session of GetFederationToken, whose ARN is `arn:aws:sts::...:federated-user/...`.
    public static Principal federatedUser(String account, String sessionArn) {
        return new Principal(Kind.FEDERATED_USER, account, sessionArn, sessionArn, Set.of());
    }

    /// An AWS service such as `ec2.amazonaws.com`.
    public static Principal service(String name) {
        return new Principal(Kind.SERVICE, "", name, "", Set.of());
    }

    /// The holder of a token of an OIDC or SAML provider, named by the provider's ARN or well-known name.
    public static Principal identityProvider(String provider) {
        return new Principal(Kind.IDENTITY_PROVIDER, "", provider, "", Set.of());
    }

    public static Principal anonymous() {
        return new Principal(Kind.ANONYMOUS, "", "anonymous", "", Set.of());
    }
}
