// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/// Documents and entities that the tests of IAM need around what they test.
final class Documents {
    static final String TRUST =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";
    static final String LIST =
            "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Action\": \"s3:ListBucket\","
                    + " \"Resource\": \"*\"}}";
    static final String ACCOUNT = "000000000000";

    private Documents() {}

    /// A policy document of so many characters that count.
    static String ofSize(int size) {
        String frame =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:ListBucket\",\"Resource\":\"arn:aws:s3:::x\"}]}";
        return frame.replace("s3:::x", "s3:::x" + "y".repeat(size - frame.length()));
    }

    static void role(Wire wire, String name) {
        assertThat(wire.iam("CreateRole", "RoleName", name, "AssumeRolePolicyDocument", TRUST)
                        .status())
                .isEqualTo(200);
    }

    static void user(Wire wire, String name) {
        assertThat(wire.iam("CreateUser", "UserName", name).status()).isEqualTo(200);
    }

    static void group(Wire wire, String name) {
        assertThat(wire.iam("CreateGroup", "GroupName", name).status()).isEqualTo(200);
    }

    /// Makes a managed policy and answers its ARN.
    static String policy(Wire wire, String name) {
        String arn = wire.iam("CreatePolicy", "PolicyName", name, "PolicyDocument", LIST)
                .text("Arn");
        assertThat(arn).isNotEmpty();
        return arn;
    }

    static String decoded(String document) {
        return URLDecoder.decode(document, StandardCharsets.UTF_8);
    }
}
