// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.attack;

import static dev.lanyard.server.sts.Actors.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import dev.lanyard.server.sts.Actors;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A denial tells nobody what there is: it names what was asked for, in the same words whether it exists or not.
class DenialTest {
    private final Wire root = Wire.start();
    private Wire ann;

    @BeforeEach
    void makeUser() {
        ann = new Actors(root).user("ann");
    }

    @AfterEach
    void close() {
        root.close();
    }

    private static String sentence(Answer answer) {
        assertThat(answer.body()).contains("is not authorized to perform");
        return answer.fault().replaceAll("Encoded authorization failure message: .*", "");
    }

    private static void same(String there, String absent, Function<String, Answer> ask) {
        String denial = sentence(ask.apply(there));
        assertThat(denial).isEqualTo(sentence(ask.apply(absent)).replace(absent, there));
        assertThat(denial).matches("(?s).*(" + there + "|\\*) because .*");
    }

    @Test
    void launchTemplates() {
        ok(root.ec2(
                "CreateLaunchTemplate", "LaunchTemplateName", "there", "LaunchTemplateData.InstanceType", "t3.micro"));
        for (String operation : new String[] {"DeleteLaunchTemplate", "ModifyLaunchTemplate"}) {
            same("there", "other", name -> ann.ec2(operation, "LaunchTemplateName", name));
        }
        same(
                "there",
                "other",
                name -> ann.ec2(
                        "DeleteLaunchTemplateVersions", "LaunchTemplateName", name, "LaunchTemplateVersion.1", "1"));
    }

    @Test
    void keyPairs() {
        String id = ok(root.ec2("CreateKeyPair", "KeyName", "there", "KeyType", "ed25519"))
                .text("keyPairId");
        same(id, "key-0123456789abcdef0", asked -> ann.ec2("DeleteKeyPair", "KeyPairId", asked));
        same("there", "other", asked -> ann.ec2("DeleteKeyPair", "KeyName", asked));
    }

    @Test
    void associations() {
        ok(root.iam("CreateInstanceProfile", "InstanceProfileName", "p"));
        ok(root.iam(
                "CreateRole",
                "RoleName",
                "r",
                "AssumeRolePolicyDocument",
                Actors.trust("\"Service\":\"ec2.amazonaws.com\"")));
        ok(root.iam("AddRoleToInstanceProfile", "InstanceProfileName", "p", "RoleName", "r"));
        ok(root.ec2(
                "RunInstances",
                "ImageId",
                "ami-0abcdef1234567890",
                "InstanceType",
                "t3.micro",
                "MinCount",
                "1",
                "MaxCount",
                "1",
                "IamInstanceProfile.Name",
                "p"));
        String id = ok(root.ec2("DescribeIamInstanceProfileAssociations")).text("associationId");
        same(
                id,
                "iip-assoc-0123456789abcdef0",
                asked -> ann.ec2("DisassociateIamInstanceProfile", "AssociationId", asked));
    }

    @Test
    void resourcesOfDms() {
        ok(root.dms("CreateInstanceProfile", "{\"InstanceProfileName\":\"there\"}"));
        ok(
                root.dms(
                        "CreateDataProvider",
                        "{\"DataProviderName\":\"there\",\"Engine\":\"mysql\",\"Settings\":{\"MySqlSettings\":{\"ServerName\":\"db\"}}}"));
        same(
                "there",
                "other",
                name -> ann.dms("DeleteInstanceProfile", "{\"InstanceProfileIdentifier\":\"" + name + "\"}"));
        same("there", "other", name -> ann.dms("DeleteDataProvider", "{\"DataProviderIdentifier\":\"" + name + "\"}"));
    }
}
