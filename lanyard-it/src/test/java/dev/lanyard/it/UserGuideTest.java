// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Node;
import dev.lanyard.server.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/// Every command of the IAM user guide's page "Use instance profiles", typed as its reader types it.
class UserGuideTest {
    @AutoClose
    private final Node node = Node.start(Engine.MEMORY.options(Path.of("")));

    @TempDir
    private Path directory;

    UserGuideTest() throws StartFailure {}

    @Test
    void everyCommandOfThePageDoesWhatThePageSays() throws IOException {
        shell().requireOrSkip("The AWS CLI", List.of("sh", "-c", "command -v aws"));
        Files.writeString(directory.resolve("trust.json"), Trust.EC2);
        type("aws iam create-role --role-name S3Access --assume-role-policy-document file://trust.json");
        JsonNode created = Json.field(
                json("aws iam create-instance-profile --instance-profile-name Webserver"), "InstanceProfile");
        assertThat(Json.list(created, "Roles")).isEmpty();
        assertThat(type("aws iam add-role-to-instance-profile --role-name S3Access --instance-profile-name Webserver"))
                .isEmpty();
        assertThat(json("aws iam list-instance-profiles").toString()).contains("Webserver", "S3Access");
        assertThat(type("aws iam list-instance-profiles-for-role --role-name S3Access"
                        + " --query 'InstanceProfiles[].InstanceProfileName' --output text"))
                .isEqualToIgnoringNewLines("Webserver");
        assertThat(type("aws iam get-instance-profile --instance-profile-name Webserver"
                        + " --query InstanceProfile.Roles[0].RoleName --output text"))
                .isEqualToIgnoringNewLines("S3Access");

        String instance = type("aws ec2 run-instances --image-id ami-0abcdef1234567890 --instance-type t3.micro"
                        + " --query Instances[0].InstanceId --output text")
                .strip();
        String association = Json.string(
                Json.field(
                        json("aws ec2 associate-iam-instance-profile --instance-id " + instance
                                + " --iam-instance-profile Name=Webserver"),
                        "IamInstanceProfileAssociation"),
                "AssociationId");
        JsonNode listed = Json.list(
                        json("aws ec2 describe-iam-instance-profile-associations"), "IamInstanceProfileAssociations")
                .getFirst();
        assertThat(Json.string(listed, "AssociationId")).isEqualTo(association);
        assertThat(Json.string(listed, "State")).isEqualTo("associated");
        assertThat(Json.field(listed, "IamInstanceProfile").toString())
                .contains(Json.string(created, "Arn"), Json.string(created, "InstanceProfileId"));
        assertThat(json("aws ec2 disassociate-iam-instance-profile --association-id " + association)
                        .toString())
                .contains("disassociating");

        assertThat(
                        type(
                                "aws iam remove-role-from-instance-profile --instance-profile-name Webserver --role-name S3Access"))
                .isEmpty();
        assertThat(type("aws iam delete-instance-profile --instance-profile-name Webserver"))
                .isEmpty();
        assertThat(json("aws iam list-instance-profiles")).isEqualTo(Json.read("{\"InstanceProfiles\":[]}"));
    }

    @Test
    void theLineOfPythonDoesToo() {
        shell().requireOrSkip("boto3", List.of("python3", "-c", "import boto3"));
        String script = """
                import boto3
                iam = boto3.client('iam')
                profile = iam.create_instance_profile(InstanceProfileName='Webserver')['InstanceProfile']
                iam.get_waiter('instance_profile_exists').wait(InstanceProfileName='Webserver')
                print(profile['InstanceProfileName'], profile['Arn'], profile['Roles'], profile['CreateDate'].tzname())
                """;
        assertThat(shell().run(List.of("python3", "-c", script)).orFail())
                .isEqualToIgnoringNewLines("Webserver arn:aws:iam::000000000000:instance-profile/Webserver [] UTC");
    }

    private JsonNode json(String command) {
        return Json.read(type(command + " --output json"));
    }

    private String type(String command) {
        return shell().run(List.of("sh", "-c", command)).orFail();
    }

    private Shell shell() {
        return new Shell(node.endpoint(), directory);
    }
}
