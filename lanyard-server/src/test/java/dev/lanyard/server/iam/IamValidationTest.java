// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IamValidationTest {
    private static final String PATTERN = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]";

    private final Wire wire = Wire.start();

    @AfterEach
    void stop() {
        wire.close();
    }

    @Test
    void badNamesAndPathsGetSentencesOfTheirOwn() {
        assertThat(create("InstanceProfileName", "a/b"))
                .isEqualTo("ValidationError: The specified value for instanceProfileName is invalid. It must contain"
                        + " only alphanumeric characters and/or the following: +=,.@_-");
        assertThat(create("InstanceProfileName", "a", "Path", "x"))
                .isEqualTo("ValidationError: The specified value for path is invalid. It must begin and end with / and"
                        + " contain only alphanumeric characters and/or / characters.");
        assertThat(wire.iam("ListInstanceProfiles", "PathPrefix", "x").fault())
                .isEqualTo("ValidationError: The specified value for pathPrefix is invalid. It must begin with the /"
                        + " character and contain only alphanumeric characters and/or / characters.");
    }

    @Test
    void missingAndOverlongValuesNameTheirConstraint() {
        assertThat(create())
                .isEqualTo("ValidationError: 1 validation error detected: Value at 'instanceProfileName' failed to"
                        + " satisfy constraint: Member must not be null");
        assertThat(create("InstanceProfileName", ""))
                .contains("1 validation error detected: Value at 'instanceProfileName' failed to satisfy constraint:"
                        + " Member must have length greater than or equal to 1");
        assertThat(create("InstanceProfileName", "x".repeat(129)))
                .isEqualTo("ValidationError: 1 validation error detected: Value at 'instanceProfileName' failed to"
                        + " satisfy constraint: Member must have length less than or equal to 128");
    }

    @Test
    void severalErrorsStandInTheOrderOfTheirFields() {
        assertThat(wire.iam("CreateRole", "RoleName", "x".repeat(65), "MaxSessionDuration", "1")
                        .fault())
                .isEqualTo(
                        "ValidationError: 3 validation errors detected: Value at 'assumeRolePolicyDocument' failed to"
                                + " satisfy constraint: Member must not be null; Value '1' at 'maxSessionDuration' failed to"
                                + " satisfy constraint: Member must have value greater than or equal to 3600; Value at"
                                + " 'roleName' failed to satisfy constraint: Member must have length less than or equal to 64");
    }

    @Test
    void tagErrorsNameTheElementAndLeaveNothingBehind() {
        assertThat(create("InstanceProfileName", "p", "Tags.member.1.Key", "a!", "Tags.member.1.Value", "v"))
                .isEqualTo(
                        "ValidationError: 1 validation error detected: Value at 'tags.1.member.key' failed to satisfy"
                                + " constraint: Member must satisfy regular expression pattern: " + PATTERN + "+");
        assertThat(create("InstanceProfileName", "p", "Tags.member.1.Key", "a"))
                .isEqualTo("MissingParameter: The request must contain the parameter Tags.member.1.Value.");
        assertThat(create("InstanceProfileName", "p", "Tags.member.1.Key", "AWS:x", "Tags.member.1.Value", "v"))
                .startsWith("InvalidInput: ");
        assertThat(create(
                        "InstanceProfileName",
                        "p",
                        "Tags.member.1.Key",
                        "a",
                        "Tags.member.1.Value",
                        "",
                        "Tags.member.2.Key",
                        "a",
                        "Tags.member.2.Value",
                        ""))
                .isEqualTo("InvalidInput: Duplicate tag keys found.");
        assertThat(wire.iam("GetInstanceProfile", "InstanceProfileName", "p").status())
                .isEqualTo(404);
    }

    @Test
    void listsOfStringsTellAllRulesOfTheirElements() {
        wire.iam("CreateInstanceProfile", "InstanceProfileName", "p");
        assertThat(wire.iam("UntagInstanceProfile", "InstanceProfileName", "p", "TagKeys.member.1", "")
                        .fault())
                .isEqualTo("ValidationError: 1 validation error detected: Value at 'tagKeys' failed to satisfy"
                        + " constraint: Member must satisfy constraint: [Member must have length less than or equal to"
                        + " 128, Member must have length greater than or equal to 1, Member must satisfy regular"
                        + " expression pattern: " + PATTERN + "+, Member must not be null]");
    }

    @Test
    void fiftyOneTagsAreTooManyForOneRequest() {
        String[] parameters = new String[2 + 51 * 4];
        parameters[0] = "InstanceProfileName";
        parameters[1] = "p";
        for (int i = 0; i < 51; i++) {
            parameters[2 + i * 4] = "Tags.member." + (i + 1) + ".Key";
            parameters[3 + i * 4] = "k" + i;
            parameters[4 + i * 4] = "Tags.member." + (i + 1) + ".Value";
            parameters[5 + i * 4] = "v";
        }
        assertThat(create(parameters))
                .isEqualTo("ValidationError: 1 validation error detected: Value at 'tags' failed to satisfy"
                        + " constraint: Member must have length less than or equal to 50");
    }

    @Test
    void pageSizesAndMarkersAreChecked() {
        assertThat(wire.iam("ListInstanceProfiles", "MaxItems", "1001").fault())
                .isEqualTo("ValidationError: 1 validation error detected: Value '1001' at 'maxItems' failed to satisfy"
                        + " constraint: Member must have value less than or equal to 1000");
        assertThat(wire.iam("ListInstanceProfiles", "Marker", "nonsense").fault())
                .isEqualTo("ValidationError: Invalid Marker.");
    }

    @Test
    void unknownActionsAndVersionsAreNotFound() {
        assertThat(wire.iam("Fly").fault())
                .isEqualTo("InvalidAction: Could not find operation Fly for version 2010-05-08");
        assertThat(wire.ec2("Fly").fault())
                .isEqualTo("InvalidAction: The action Fly is not valid for this web service.");
        assertThat(wire.dms("Fly", "{}").text("__type")).isEqualTo("UnknownOperationException");
    }

    @Test
    void operationsThatLanyardLacksNameThemselves() {
        assertThat(wire.iam("UploadServerCertificate").fault())
                .isEqualTo("InvalidAction: Lanyard does not implement the operation UploadServerCertificate of iam.");
        assertThat(wire.ec2("AllocateHosts").status()).isEqualTo(400);
        assertThat(wire.dms("StartReplicationTask", "{}").fault())
                .isEqualTo("UnknownOperationException: Lanyard does not implement the operation StartReplicationTask of"
                        + " dms.");
    }

    private String create(String... parameters) {
        return wire.iam("CreateInstanceProfile", parameters).fault();
    }
}
