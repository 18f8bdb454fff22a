// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeysAndTemplatesTest {
    private static final String ED25519 =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f me@home";

    private final Wire wire = Wire.start();

    @AfterEach
    void stop() {
        wire.close();
    }

    @Test
    void createdKeyIsShownOnceAndNamesAreUnique() {
        Answer made = wire.ec2("CreateKeyPair", "KeyName", "k");
        assertThat(made.text("keyMaterial")).startsWith("-----BEGIN RSA PRIVATE KEY-----\n");
        assertThat(made.text("keyFingerprint")).matches("([0-9a-f]{2}:){19}[0-9a-f]{2}");
        assertThat(wire.ec2("CreateKeyPair", "KeyName", "k").fault())
                .isEqualTo("InvalidKeyPair.Duplicate: The keypair already exists");
        Answer shown = wire.ec2("DescribeKeyPairs", "KeyName.1", "k", "IncludePublicKey", "true");
        assertThat(shown.text("keyFingerprint")).isEqualTo(made.text("keyFingerprint"));
        assertThat(shown.text("publicKey")).startsWith("ssh-rsa AAAA");
        assertThat(shown.has("keyMaterial")).isFalse();
        assertThat(wire.in("eu-west-1")
                        .ec2("DescribeKeyPairs", "KeyName.1", "k")
                        .fault())
                .isEqualTo("InvalidKeyPair.NotFound: The key pair 'k' does not exist");
        assertThat(wire.ec2("DeleteKeyPair", "KeyName", "k").text("keyPairId")).isEqualTo(made.text("keyPairId"));
        Answer again = wire.ec2("DeleteKeyPair", "KeyName", "k");
        assertThat(again.text("return")).isEqualTo("true");
        assertThat(again.has("keyPairId")).isFalse();
    }

    @Test
    void importedKeyHasItsFingerprintHoweverOftenItIsEncoded() {
        String once = base64(ED25519);
        Answer made = wire.ec2("ImportKeyPair", "KeyName", "a", "PublicKeyMaterial", once);
        assertThat(made.text("keyFingerprint")).isEqualTo("ZkAslGjFiUHdGf/WUL8rQvkib4PTvQatUV0OUQSncCA=");
        assertThat(wire.ec2("ImportKeyPair", "KeyName", "b", "PublicKeyMaterial", base64(once))
                        .text("keyFingerprint"))
                .isEqualTo(made.text("keyFingerprint"));
        assertThat(wire.ec2("DescribeKeyPairs", "KeyName.1", "a").text("keyType"))
                .isEqualTo("ed25519");
        assertThat(wire.ec2("ImportKeyPair", "KeyName", "c", "PublicKeyMaterial", base64("rubbish"))
                        .fault())
                .isEqualTo("InvalidKey.Format: Key is not in valid OpenSSH public key format");
        assertThat(wire.ec2("ImportKeyPair", "KeyName", "c", "PublicKeyMaterial", base64("ssh-rsa AAAA x"))
                        .fault())
                .isEqualTo("InvalidKey.Format: Key is not in valid OpenSSH public key format");
    }

    @Test
    void templateKeepsWhatItWasGivenAndResolvesNothing() {
        Answer made = template(
                "web",
                "LaunchTemplateData.InstanceType",
                "t3.micro",
                "LaunchTemplateData.IamInstanceProfile.Name",
                "nobody",
                "LaunchTemplateData.SecurityGroupId.1",
                "sg-12345678",
                "LaunchTemplateData.BlockDeviceMapping.1.DeviceName",
                "/dev/xvda",
                "LaunchTemplateData.BlockDeviceMapping.1.Ebs.VolumeSize",
                "20");
        String id = made.text("launchTemplateId");
        assertThat(made.text("latestVersionNumber")).isEqualTo("1");
        assertThat(made.text("createdBy")).isEqualTo("arn:aws:iam::000000000000:root");
        Answer version = wire.ec2("DescribeLaunchTemplateVersions", "LaunchTemplateId", id);
        assertThat(version.text("iamInstanceProfile")).contains("<name>nobody</name>");
        assertThat(version.text("securityGroupIdSet")).contains("sg-12345678");
        assertThat(version.text("blockDeviceMappingSet")).contains("<volumeSize>20</volumeSize>");
        assertThat(template("web", "LaunchTemplateData.InstanceType", "t3.micro")
                        .fault())
                .isEqualTo("InvalidLaunchTemplateName.AlreadyExistsException: Launch template name already in use.");
    }

    @Test
    void versionsCountOnAndTheDefaultStaysUntilItIsMoved() {
        String id = template("web", "LaunchTemplateData.InstanceType", "t3.micro", "LaunchTemplateData.KeyName", "k")
                .text("launchTemplateId");
        Answer second = wire.ec2(
                "CreateLaunchTemplateVersion",
                "LaunchTemplateId",
                id,
                "SourceVersion",
                "1",
                "LaunchTemplateData.InstanceType",
                "m5.large");
        assertThat(second.text("versionNumber")).isEqualTo("2");
        assertThat(second.text("defaultVersion")).isEqualTo("false");
        assertThat(second.text("keyName")).isEqualTo("k");
        assertThat(second.text("instanceType")).isEqualTo("m5.large");
        Answer all = wire.ec2("DescribeLaunchTemplateVersions", "LaunchTemplateName", "web");
        assertThat(all.text("versionNumber")).isEqualTo("2");
        assertThat(versions(id, "$Default").text("versionNumber")).isEqualTo("1");
        assertThat(versions(id, "$Latest").text("versionNumber")).isEqualTo("2");
        assertThat(versions(id, "7").fault())
                .isEqualTo(
                        "InvalidLaunchTemplateId.VersionNotFound: Could not find the specified version 7 for the launch"
                                + " template with ID " + id + ".");
        Answer kept = wire.ec2("DeleteLaunchTemplateVersions", "LaunchTemplateId", id, "LaunchTemplateVersion.1", "1");
        assertThat(kept.text("unsuccessfullyDeletedLaunchTemplateVersionSet")).contains("<versionNumber>1<");
        wire.ec2("ModifyLaunchTemplate", "LaunchTemplateId", id, "SetDefaultVersion", "2");
        Answer gone = wire.ec2("DeleteLaunchTemplateVersions", "LaunchTemplateId", id, "LaunchTemplateVersion.1", "1");
        assertThat(gone.text("successfullyDeletedLaunchTemplateVersionSet")).contains("<versionNumber>1<");
        assertThat(wire.ec2("DescribeLaunchTemplates", "LaunchTemplateId.1", id).text("defaultVersionNumber"))
                .isEqualTo("2");
    }

    @Test
    void missingTemplatesFailByIdAndByName() {
        String id =
                template("web", "LaunchTemplateData.InstanceType", "t3.micro").text("launchTemplateId");
        assertThat(wire.ec2("DeleteLaunchTemplate", "LaunchTemplateId", id).text("launchTemplateName"))
                .isEqualTo("web");
        assertThat(wire.ec2("DescribeLaunchTemplates", "LaunchTemplateId.1", id).fault())
                .isEqualTo("InvalidLaunchTemplateId.NotFound: The specified launch template, with template ID " + id
                        + ", does not exist.");
        assertThat(wire.ec2("DescribeLaunchTemplates", "LaunchTemplateName.1", "web")
                        .fault())
                .isEqualTo("InvalidLaunchTemplateName.NotFoundException: The specified launch template, with template"
                        + " name web, does not exist.");
        assertThat(wire.ec2("DescribeLaunchTemplates", "LaunchTemplateId.1", "lt-x")
                        .fault())
                .startsWith("InvalidLaunchTemplateId.Malformed: ");
    }

    @Test
    void tokenMakesATemplateOnce() {
        String[] request = {"LaunchTemplateData.InstanceType", "t3.micro", "ClientToken", "t"};
        String id = template("web", request).text("launchTemplateId");
        assertThat(template("web", request).text("launchTemplateId")).isEqualTo(id);
        assertThat(template("other", request).fault()).startsWith("IdempotentParameterMismatch: ");
    }

    private Answer template(String name, String... more) {
        String[] all = new String[more.length + 2];
        all[0] = "LaunchTemplateName";
        all[1] = name;
        System.arraycopy(more, 0, all, 2, more.length);
        return wire.ec2("CreateLaunchTemplate", all);
    }

    private Answer versions(String id, String version) {
        return wire.ec2("DescribeLaunchTemplateVersions", "LaunchTemplateId", id, "LaunchTemplateVersion.1", version);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
