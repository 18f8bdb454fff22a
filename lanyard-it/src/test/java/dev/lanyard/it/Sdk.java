// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/// Points clients of the AWS SDK for Java at a server.
final class Sdk {
    private Sdk() {}

    static <B extends AwsClientBuilder<B, C>, C> C connect(B builder, URI endpoint) {
        return connect(builder, endpoint, "test", "test");
    }

    static <B extends AwsClientBuilder<B, C>, C> C connect(B builder, URI endpoint, String key, String secret) {
        return connect(builder, endpoint, StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret)));
    }

    static <B extends AwsClientBuilder<B, C>, C> C connect(
            B builder, URI endpoint, AwsCredentialsProvider credentials) {
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .build();
    }
}
