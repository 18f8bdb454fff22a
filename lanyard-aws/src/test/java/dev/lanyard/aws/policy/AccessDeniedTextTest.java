// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessDeniedTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            IDENTITY             | because no identity-based policy allows the iam:GetRole action
            PERMISSIONS_BOUNDARY | because no permissions boundary allows the iam:GetRole action
            SESSION              | because no session policy allows the iam:GetRole action
            RESOURCE             | because no resource-based policy allows the iam:GetRole action
            """)
    void anImplicitDenyNamesThePolicyThatIsMissing(PolicyType type, String reason) {
        assertThat(AccessDeniedText.of(
                        Policies.USER, "iam:GetRole", Optional.of("role app"), new Decision.ImplicitDeny(type)))
                .isEqualTo("User: arn:aws:iam::111122223333:user/bob is not authorized to perform: iam:GetRole"
                        + " on resource: role app " + reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            IDENTITY             | with an explicit deny in an identity-based policy
            PERMISSIONS_BOUNDARY | with an explicit deny in a permissions boundary
            SESSION              | with an explicit deny in a session policy
            RESOURCE             | with an explicit deny in a resource-based policy
            ROLE_TRUST           | with an explicit deny in the role trust policy
            """)
    void anExplicitDenyNamesThePolicyThatDenies(PolicyType type, String reason) {
        assertThat(AccessDeniedText.of(
                        Policies.SESSION, "iam:GetRole", Optional.empty(), new Decision.ExplicitDeny(type)))
                .isEqualTo("User: arn:aws:sts::111122223333:assumed-role/app/i-1 is not authorized to perform:"
                        + " iam:GetRole " + reason);
    }

    @Test
    void aRoleThatDistrustsTheCallerLooksLikeOneThatDoesNotExist() {
        Decision decision = new Decision.ImplicitDeny(PolicyType.ROLE_TRUST);
        assertThat(AccessDeniedText.of(
                        Principal.anonymous().arn(), "sts:AssumeRole", Optional.of(Policies.ROLE), decision))
                .isEqualTo("User: anonymous is not authorized to perform: sts:AssumeRole on resource:"
                        + " arn:aws:iam::111122223333:role/app");
    }
}
