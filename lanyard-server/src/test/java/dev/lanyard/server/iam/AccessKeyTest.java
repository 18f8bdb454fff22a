// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.iam;

import static dev.lanyard.server.iam.Documents.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessKeyTest {
    private static final String OWN = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Action\":[\"iam:GetUser\",\"iam:ListAccessKeys\"],\"Resource\":\"arn:aws:iam::*:user/${aws:username}\"}]}";

    private final Wire wire = Wire.start();

    @BeforeEach
    void makeUser() {
        user(wire, "Ann");
    }

    @AfterEach
    void stop() {
        wire.close();
    }

    @Test
    void secretIsShownOnce() {
        Answer created = create();
        assertThat(created.text("UserName")).isEqualTo("Ann");
        assertThat(created.text("AccessKeyId")).matches("AKIA[A-Z2-7]{16}");
        assertThat(created.text("SecretAccessKey")).matches("[A-Za-z0-9+/]{40}");
        assertThat(created.text("Status")).isEqualTo("Active");
        assertThat(created.text("CreateDate")).isEqualTo("2026-02-12T11:27:47Z");
        Answer list = list();
        assertThat(list.text("AccessKeyId")).isEqualTo(created.text("AccessKeyId"));
        assertThat(list.text("UserName")).isEqualTo("Ann");
        assertThat(list.text("CreateDate")).isEqualTo("2026-02-12T11:27:47Z");
        assertThat(list.has("SecretAccessKey")).isFalse();
    }

    @Test
    void userHasTwoKeysAtMost() {
        create();
        wire.clock().advance(Duration.ofMillis(1500));
        String second = create().text("AccessKeyId");
        Answer third = create();
        assertThat(third.status()).isEqualTo(409);
        assertThat(third.fault()).isEqualTo("LimitExceeded: Cannot exceed quota for AccessKeysPerUser: 2");
        assertThat(list().count("AccessKeyId")).isEqualTo(2);
        Answer page = wire.iam("ListAccessKeys", "UserName", "ann", "MaxItems", "1");
        assertThat(page.text("IsTruncated")).isEqualTo("true");
        assertThat(wire.iam("ListAccessKeys", "UserName", "ann", "MaxItems", "1", "Marker", page.text("Marker"))
                        .text("AccessKeyId"))
                .isEqualTo(second);
    }

    @Test
    void keysAreSwitchedOffAndDeleted() {
        String id = create().text("AccessKeyId");
        assertThat(update(id, "Inactive").status()).isEqualTo(200);
        assertThat(list().text("Status")).isEqualTo("Inactive");
        assertThat(update(id, "Expired").fault())
                .isEqualTo("ValidationError: 1 validation error detected: Value at 'status' failed to satisfy"
                        + " constraint: Member must satisfy enum value set");
        assertThat(wire.iam("DeleteAccessKey", "UserName", "ann", "AccessKeyId", id)
                        .status())
                .isEqualTo(200);
        assertThat(list().body()).contains("<AccessKeyMetadata/>");
        String gone = "NoSuchEntity: The Access Key with id " + id + " cannot be found.";
        assertThat(update(id, "Active").fault()).isEqualTo(gone);
        assertThat(wire.iam("DeleteAccessKey", "UserName", "ann", "AccessKeyId", id)
                        .fault())
                .isEqualTo(gone);
    }

    @Test
    void keysOfOthersAreNotThere() {
        String id = create().text("AccessKeyId");
        user(wire, "Bob");
        assertThat(wire.iam("DeleteAccessKey", "UserName", "bob", "AccessKeyId", id)
                        .status())
                .isEqualTo(404);
        assertThat(wire.as("111111111111")
                        .iam("GetAccessKeyLastUsed", "AccessKeyId", id)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void unusedKeySaysSoAndUnknownKeySaysNothing() {
        String id = create().text("AccessKeyId");
        Answer unused = wire.iam("GetAccessKeyLastUsed", "AccessKeyId", id);
        assertThat(unused.text("UserName")).isEqualTo("Ann");
        assertThat(unused.text("ServiceName")).isEqualTo("N/A");
        assertThat(unused.text("Region")).isEqualTo("N/A");
        assertThat(unused.has("LastUsedDate")).isFalse();
        Answer unknown = wire.iam("GetAccessKeyLastUsed", "AccessKeyId", "AKIAIOSFODNN7EXAMPLE");
        assertThat(unknown.status()).isEqualTo(403);
        assertThat(unknown.fault())
                .isEqualTo("AccessDenied: User: arn:aws:iam::000000000000:root is not authorized to perform"
                        + " iam:GetAccessKeyLastUsed on resource: access key AKIAIOSFODNN7EXAMPLE");
    }

    @Test
    void userSignsWithItsKeyUntilItIsSwitchedOff() {
        wire.iam("PutUserPolicy", "UserName", "ann", "PolicyName", "p", "PolicyDocument", OWN);
        Answer created = create();
        String id = created.text("AccessKeyId");
        Wire ann = wire.with(id, created.text("SecretAccessKey"), Optional.empty());
        assertThat(ann.iam("GetUser").text("UserName")).isEqualTo("Ann");
        assertThat(ann.iam("ListAccessKeys").text("AccessKeyId")).isEqualTo(id);
        assertThat(ann.iam("ListUsers").fault())
                .isEqualTo("AccessDenied: User: arn:aws:iam::000000000000:user/Ann is not authorized to perform:"
                        + " iam:ListUsers on resource: arn:aws:iam::000000000000:user/ because no identity-based policy"
                        + " allows the iam:ListUsers action");
        assertThat(ann.iam("GetUser", "UserName", "bob").fault()).contains("on resource: user bob because");
        Answer used = wire.iam("GetAccessKeyLastUsed", "AccessKeyId", id);
        assertThat(used.text("LastUsedDate")).isEqualTo("2026-02-12T11:27:00Z");
        assertThat(used.text("ServiceName")).isEqualTo("iam");
        wire.iam("DeleteUserPolicy", "UserName", "ann", "PolicyName", "p");
        assertThat(ann.iam("GetUser").status()).isEqualTo(403);
        update(id, "Inactive");
        assertThat(ann.iam("GetUser").fault())
                .isEqualTo("InvalidClientTokenId: The security token included in the request is invalid.");
        update(id, "Active");
        assertThat(ann.iam("GetUser").fault()).startsWith("AccessDenied");
        wire.iam("DeleteAccessKey", "UserName", "ann", "AccessKeyId", id);
        assertThat(ann.iam("GetUser").fault()).startsWith("InvalidClientTokenId");
    }

    private Answer create() {
        return wire.iam("CreateAccessKey", "UserName", "ann");
    }

    private Answer list() {
        return wire.iam("ListAccessKeys", "UserName", "ann");
    }

    private Answer update(String id, String status) {
        return wire.iam("UpdateAccessKey", "UserName", "ann", "AccessKeyId", id, "Status", status);
    }
}
