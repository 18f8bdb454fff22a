// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import java.util.List;
import java.util.Optional;

/// All policies that speak about one request.
///
/// @param identity inline and managed policies of the caller, and of a user's groups
/// @param session empty when the session was made without policies; an empty list allows nothing
/// @param resource a policy of the resource, such as a simulated bucket policy
/// @param trust the trust policy of the role to assume; nothing but it can admit a caller
public record PolicySets(
        List<NamedPolicy> identity,
        Optional<NamedPolicy> boundary,
        Optional<List<NamedPolicy>> session,
        Optional<NamedPolicy> resource,
        Optional<NamedPolicy> trust) {
    public static final PolicySets NONE = identity(List.of());

    public static PolicySets identity(List<NamedPolicy> identity) {
        return new PolicySets(identity, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public PolicySets boundary(NamedPolicy policy) {
        return new PolicySets(identity, Optional.of(policy), session, resource, trust);
    }

    public PolicySets session(List<NamedPolicy> policies) {
        return new PolicySets(identity, boundary, Optional.of(policies), resource, trust);
    }

    public PolicySets resource(NamedPolicy policy) {
        return new PolicySets(identity, boundary, session, Optional.of(policy), trust);
    }

    public PolicySets trust(NamedPolicy policy) {
        return new PolicySets(identity, boundary, session, resource, Optional.of(policy));
    }
}
