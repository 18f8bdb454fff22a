// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.sts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/// Users, roles and their sessions, made by the root of an account.
public record Actors(Wire root) {
    public static final String ACCOUNT = "000000000000";

    public static String statement(String effect, String action, String resource) {
        return "{\"Effect\":\"" + effect + "\",\"Action\":\"" + action + "\",\"Resource\":\"" + resource + "\"}";
    }

    public static String policy(String... statements) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
    }

    public static String allow(String action, String resource) {
        return policy(statement("Allow", action, resource));
    }

    /// A trust policy for one principal, such as `"AWS":"arn:..."`.
    public static String trust(String principal, String... condition) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{" + principal
                + "},\"Action\":[\"sts:AssumeRole\",\"sts:TagSession\",\"sts:SetSourceIdentity\",\"sts:AssumeRoleWithWebIdentity\"]"
                + (condition.length == 0 ? "" : ",\"Condition\":" + condition[0]) + "}]}";
    }

    public static String trustAccount() {
        return trust("\"AWS\":\"" + ACCOUNT + "\"");
    }

    /// Fails the test unless the request succeeds.
    public static Answer ok(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    /// A new user with a key and no permissions.
    public Wire user(String name) {
        ok(root.iam("CreateUser", "UserName", name));
        return key(name);
    }

    public Wire key(String user) {
        Answer key = ok(root.iam("CreateAccessKey", "UserName", user));
        return root.with(key.text("AccessKeyId"), key.text("SecretAccessKey"), Optional.empty());
    }

    public void permit(String user, String document) {
        ok(root.iam("PutUserPolicy", "UserName", user, "PolicyName", "p", "PolicyDocument", document));
    }

    /// A new role; answers its ARN.
    public String role(String name, String trust, String... more) {
        String[] parameters = Stream.concat(
                        Stream.of("RoleName", name, "AssumeRolePolicyDocument", trust), Arrays.stream(more))
                .toArray(String[]::new);
        return ok(root.iam("CreateRole", parameters)).text("Arn");
    }

    public void permitRole(String role, String document) {
        ok(root.iam("PutRolePolicy", "RoleName", role, "PolicyName", "p", "PolicyDocument", document));
    }

    public static Answer assume(Wire caller, String role, String session, String... more) {
        String[] parameters = Stream.concat(Stream.of("RoleArn", role, "RoleSessionName", session), Arrays.stream(more))
                .toArray(String[]::new);
        return caller.sts("AssumeRole", parameters);
    }

    /// The client that signs with the temporary credentials of an answer.
    public Wire session(Answer credentials) {
        ok(credentials);
        return root.with(
                credentials.text("AccessKeyId"),
                credentials.text("SecretAccessKey"),
                Optional.of(credentials.text("SessionToken")));
    }

    /// A session of a new role that has the one policy.
    public Wire worker(String role, String document) {
        Wire user = user("user-of-" + role);
        permit("user-of-" + role, allow("sts:*", "*"));
        String arn = role(role, trustAccount());
        permitRole(role, document);
        return session(assume(user, arn, "work"));
    }
}
