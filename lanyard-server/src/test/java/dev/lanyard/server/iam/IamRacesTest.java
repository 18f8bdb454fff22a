// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.iam;

import static dev.lanyard.server.iam.Documents.LIST;
import static dev.lanyard.server.iam.Documents.group;
import static dev.lanyard.server.iam.Documents.policy;
import static dev.lanyard.server.iam.Documents.role;
import static dev.lanyard.server.iam.Documents.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Many callers want the same thing at once.
class IamRacesTest {
    private static final int CALLERS = 12;

    private final Wire wire = Wire.start();

    @AfterEach
    void stop() {
        wire.close();
    }

    @Test
    void oneOfManyGetsTheName() throws Exception {
        assertThat(statuses(i -> wire.iam("CreateUser", "UserName", i % 2 == 0 ? "ann" : "ANN")))
                .containsOnlyOnce(200)
                .containsOnly(200, 409);
        assertThat(wire.iam("ListUsers").count("UserName")).isEqualTo(1);
    }

    @Test
    void twoOfManyGetAKey() throws Exception {
        user(wire, "ann");
        assertThat(statuses(i -> wire.iam("CreateAccessKey", "UserName", "ann")).stream()
                        .filter(status -> status == 200))
                .hasSize(2);
        assertThat(wire.iam("ListAccessKeys", "UserName", "ann").count("AccessKeyId"))
                .isEqualTo(2);
    }

    @Test
    void versionsOfManyAreNumberedWithoutGaps() throws Exception {
        String arn = policy(wire, "p");
        assertThat(statuses(i -> wire.iam("CreatePolicyVersion", "PolicyArn", arn, "PolicyDocument", LIST)).stream()
                        .filter(status -> status == 200))
                .hasSize(4);
        assertThat(wire.iam("ListPolicyVersions", "PolicyArn", arn)
                        .body()
                        .replaceAll("(?s).*?<VersionId>(v\\d+)|.+", "$1"))
                .isEqualTo("v5v4v3v2v1");
    }

    /// Whoever comes first, no attachment outlives its policy or its role.
    @Test
    void policyIsNotDeletedUnderTheHandThatAttachesIt() throws Exception {
        for (int round = 0; round < 5; round++) {
            String arn = policy(wire, "p" + round);
            role(wire, "r" + round);
            String name = "r" + round;
            statuses(i -> switch (i % 3) {
                case 0 -> wire.iam("AttachRolePolicy", "RoleName", name, "PolicyArn", arn);
                case 1 -> wire.iam("DeletePolicy", "PolicyArn", arn);
                default -> wire.iam("DeleteRole", "RoleName", name);
            });
            boolean policyLives = wire.iam("GetPolicy", "PolicyArn", arn).status() == 200;
            Answer attached = wire.iam("ListAttachedRolePolicies", "RoleName", name);
            if (attached.count("PolicyArn") > 0) {
                assertThat(policyLives).isTrue();
            }
            if (policyLives) {
                assertThat(wire.iam("GetPolicy", "PolicyArn", arn).text("AttachmentCount"))
                        .isEqualTo(Integer.toString(attached.count("PolicyArn")));
            }
        }
    }

    @Test
    void groupIsNotDeletedUnderTheHandThatFillsIt() throws Exception {
        user(wire, "ann");
        for (int round = 0; round < 5; round++) {
            String name = "g" + round;
            group(wire, name);
            statuses(i -> i % 2 == 0
                    ? wire.iam("AddUserToGroup", "GroupName", name, "UserName", "ann")
                    : wire.iam("DeleteGroup", "GroupName", name));
            boolean lives = wire.iam("GetGroup", "GroupName", name).status() == 200;
            boolean member =
                    wire.iam("ListGroupsForUser", "UserName", "ann").body().contains('>' + name + '<');
            assertThat(member).isEqualTo(lives);
        }
    }

    private static List<Integer> statuses(IntFunction<Answer> call) throws InterruptedException, ExecutionException {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                int caller = i;
                answers.add(callers.submit(() -> call.apply(caller)));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Answer> answer : answers) {
                statuses.add(answer.get().status());
            }
            assertThat(statuses).allMatch(status -> status < 500);
            return statuses;
        }
    }
}
