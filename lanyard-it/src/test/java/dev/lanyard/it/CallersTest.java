// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Node;
import dev.lanyard.server.StartFailure;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/// The AWS CLI as root, as a user and as the session of a role: each is told who it is, may what its policies allow,
/// and
/// is told why it may not the rest.
class CallersTest {
    private static final String ACCOUNT = "000000000000";
    private static final String TRUST =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":"
                    + "\"arn:aws:iam::" + ACCOUNT + ":root\"},\"Action\":\"sts:AssumeRole\"}]}";
    private static final String USER_MAY =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"sts:AssumeRole\",\"iam:GetUser\"],"
                    + "\"Resource\":\"*\"}]}";
    private static final String ROLE_MAY =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"iam:ListRoles\",\"Resource\":\"*\"}]}";

    @AutoClose
    private final Node node = Node.start(Engine.MEMORY.options(Path.of("")));

    @TempDir
    private Path directory;

    CallersTest() throws StartFailure {}

    @BeforeEach
    void needsTheCli() {
        shell().requireOrSkip("The AWS CLI", List.of("sh", "-c", "command -v aws"));
    }

    @Test
    void rootAUserAndARoleSessionAreThreeCallers() {
        assertThat(arn("")).isEqualTo("arn:aws:iam::" + ACCOUNT + ":root");
        type("", "aws iam create-user --user-name ann");
        type("", "aws iam put-user-policy --user-name ann --policy-name p --policy-document '" + USER_MAY + "'");
        type("", "aws iam create-role --role-name auditor --assume-role-policy-document '" + TRUST + "'");
        type("", "aws iam put-role-policy --role-name auditor --policy-name p --policy-document '" + ROLE_MAY + "'");
        JsonNode key = Json.field(json("", "aws iam create-access-key --user-name ann"), "AccessKey");
        String ann = credentials(Json.string(key, "AccessKeyId"), Json.string(key, "SecretAccessKey"), "");

        assertThat(arn(ann)).isEqualTo("arn:aws:iam::" + ACCOUNT + ":user/ann");
        type(ann, "aws iam get-user");
        assertThat(denial(ann, "aws iam list-roles"))
                .contains(
                        "(AccessDenied)",
                        "User: arn:aws:iam::" + ACCOUNT + ":user/ann is not authorized to perform:"
                                + " iam:ListRoles on resource: arn:aws:iam::" + ACCOUNT
                                + ":role/ because no identity-based policy"
                                + " allows the iam:ListRoles action");

        JsonNode session = Json.field(
                json(
                        ann,
                        "aws sts assume-role --role-session-name shift --role-arn arn:aws:iam::" + ACCOUNT
                                + ":role/auditor"),
                "Credentials");
        String auditor = credentials(
                Json.string(session, "AccessKeyId"),
                Json.string(session, "SecretAccessKey"),
                Json.string(session, "SessionToken"));
        assertThat(arn(auditor)).isEqualTo("arn:aws:sts::" + ACCOUNT + ":assumed-role/auditor/shift");
        assertThat(type(auditor, "aws iam list-roles")).contains("auditor");
        assertThat(denial(auditor, "aws ec2 run-instances --image-id ami-0abcdef1234567890 --instance-type t3.micro"))
                .contains(
                        "(UnauthorizedOperation)",
                        "assumed-role/auditor/shift",
                        "Encoded authorization failure message");
        assertThat(denial(auditor, "aws dms create-instance-profile"))
                .contains("(AccessDeniedException)", "dms:CreateInstanceProfile");

        type(
                "",
                "aws iam update-access-key --user-name ann --status Inactive --access-key-id "
                        + Json.string(key, "AccessKeyId"));
        assertThat(denial(ann, "aws sts get-caller-identity")).contains("(InvalidClientTokenId)");
    }

    private static String credentials(String key, String secret, String token) {
        String both = "AWS_ACCESS_KEY_ID=" + key + " AWS_SECRET_ACCESS_KEY='" + secret + "' ";
        return token.isEmpty() ? both : both + "AWS_SESSION_TOKEN='" + token + "' ";
    }

    private String arn(String as) {
        return Json.string(json(as, "aws sts get-caller-identity"), "Arn");
    }

    private JsonNode json(String as, String command) {
        return Json.read(type(as, command + " --output json"));
    }

    private String type(String as, String command) {
        return shell().run(List.of("sh", "-c", as + command)).orFail();
    }

    private String denial(String as, String command) {
        Shell.Result result = shell().run(List.of("sh", "-c", as + command));
        assertThat(result.exitCode()).isNotZero();
        return result.err();
    }

    private Shell shell() {
        return new Shell(node.endpoint(), directory);
    }
}
