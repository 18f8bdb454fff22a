// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.arn.Region;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExportsTest {
    private static final URI ENDPOINT = URI.create("http://127.0.0.1:4566");
    private static final Region REGION = new Region("us-east-1");

    @Test
    void aProgramOnAnInstanceHasNothingOfTheUsersCredentials() {
        Map<String, String> environment = new HashMap<>();
        for (String name : List.of(
                "AWS_ACCESS_KEY_ID",
                "AWS_ACCESS_KEY",
                "AWS_SECRET_ACCESS_KEY",
                "AWS_SECRET_KEY",
                "AWS_SESSION_TOKEN",
                "AWS_SECURITY_TOKEN",
                "AWS_CREDENTIAL_EXPIRATION",
                "AWS_CREDENTIAL_FILE",
                "AWS_PROFILE",
                "AWS_DEFAULT_PROFILE",
                "AWS_SHARED_CREDENTIALS_FILE",
                "AWS_CONFIG_FILE",
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                "AWS_ROLE_ARN",
                "AWS_ROLE_SESSION_NAME",
                "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
                "AWS_BEARER_TOKEN_BEDROCK",
                "AWS_ENDPOINT_URL",
                "AWS_ENDPOINT_URL_STS",
                "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
                "BOTO_CONFIG")) {
            environment.put(name, "the user's");
        }
        environment.put("AWS_PAGER", "");
        environment.put("AWS_MAX_ATTEMPTS", "2");
        environment.put("PATH", "/bin");
        Exports exports = Exports.forInstance(
                ENDPOINT, new Instances.Instance(REGION, "http://127.64.0.1:1338"), Map.copyOf(environment));

        exports.applyTo(environment);

        assertThat(environment)
                .doesNotContainValue("the user's")
                .containsEntry("AWS_PAGER", "")
                .containsEntry("AWS_MAX_ATTEMPTS", "2")
                .containsEntry("PATH", "/bin")
                .containsEntry("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
                .containsEntry("AWS_ENDPOINT_URL", "http://127.0.0.1:4566");
        assertThat(exports.unset()).doesNotContainAnyElementsOf(exports.set().keySet());
    }

    @Test
    void noCallOfADeveloperGoesElsewhere() {
        Map<String, String> environment = Map.of("AWS_ENDPOINT_URL_IAM", "https://iam.example", "AWS_PAGER", "");
        for (boolean withCredentials : new boolean[] {true, false}) {
            assertThat(Exports.forDeveloper(ENDPOINT, REGION, withCredentials, environment)
                            .unset())
                    .containsExactly("AWS_ENDPOINT_URL_IAM");
        }
    }
}
