// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.attack;

import static dev.lanyard.server.sts.Actors.ok;
import static dev.lanyard.server.sts.Actors.policy;
import static dev.lanyard.server.sts.Actors.statement;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import dev.lanyard.server.sts.Actors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Tags whose keys are the same or not, by how one folds case. In Turkish the capital of i is another letter than I.
class TagCaseTest {
    /// Spellings of one key.
    private static final List<String> KEYS = List.of("kind-stage", "Kind-Stage", "KIND-STAGE", "kIND-sTAGE");
    /// Keys of their own, which the library takes for `kind-stage` in some folding.
    private static final List<String> OTHERS = List.of(
            "\u212aind-stage", "kind-\u017ftage", "K\u0130ND-STAGE", "K\u0131nd-stage", "\u212a\u0130nd-\u017ftage");

    private final Locale before = Locale.getDefault();
    private final Wire root = Wire.start();
    private final Actors actors = new Actors(root);
    private Wire ann;

    @BeforeEach
    void speakTurkish() {
        Locale.setDefault(Locale.of("tr", "TR"));
        ann = actors.user("ann");
    }

    @AfterEach
    void close() {
        Locale.setDefault(before);
        root.close();
    }

    private static String when(String effect, String action, String condition) {
        return "{\"Effect\":\"" + effect + "\",\"Action\":\"" + action + "\",\"Resource\":\"*\",\"Condition\":{"
                + condition + "}}";
    }

    private static String is(String key, String value) {
        return "\"StringEquals\":{\"" + key + "\":\"" + value + "\"}";
    }

    private Answer launch(Wire caller, String... tags) {
        List<String> parameters = new ArrayList<>(List.of(
                "ImageId",
                "ami-0abcdef1234567890",
                "InstanceType",
                "t3.micro",
                "MinCount",
                "1",
                "MaxCount",
                "1",
                "TagSpecification.1.ResourceType",
                "instance"));
        for (int i = 0; i < tags.length; i += 2) {
            parameters.addAll(List.of("TagSpecification.1.Tag." + (i / 2 + 1) + ".Key", tags[i]));
            parameters.addAll(List.of("TagSpecification.1.Tag." + (i / 2 + 1) + ".Value", tags[i + 1]));
        }
        return caller.ec2("RunInstances", parameters.toArray(String[]::new));
    }

    private Answer profile(Wire caller, String name, String one, String other) {
        return caller.iam(
                "CreateInstanceProfile",
                "InstanceProfileName",
                name,
                "Tags.member.1.Key",
                one,
                "Tags.member.1.Value",
                "dev",
                "Tags.member.2.Key",
                other,
                "Tags.member.2.Value",
                "prod");
    }

    private Answer project(Wire caller, String name, String one, String other) {
        return caller.dms(
                "CreateInstanceProfile",
                "{\"InstanceProfileName\":\"" + name + "\",\"Tags\":[{\"Key\":\"" + one
                        + "\",\"Value\":\"dev\"},{\"Key\":\"" + other + "\",\"Value\":\"prod\"}]}");
    }

    @Test
    void aTagBesideTheOneAskedForOpensNothing() {
        String condition = is("aws:RequestTag/kind-stage", "dev");
        actors.permit(
                "ann",
                policy(
                        statement("Allow", "ec2:RunInstances", "*"),
                        when("Allow", "ec2:CreateTags", condition),
                        when("Allow", "iam:*InstanceProfile", condition),
                        when("Allow", "dms:*", condition)));
        for (String one : KEYS) {
            for (String other : KEYS) {
                if (!one.equals(other)) {
                    String pair = one + ' ' + other;
                    assertThat(launch(ann, one, "dev", other, "prod").status())
                            .as(pair)
                            .isEqualTo(403);
                    assertThat(profile(ann, "p", one, other).status()).as(pair).isEqualTo(403);
                    assertThat(project(ann, "p", one, other).fault()).as(pair).startsWith("AccessDenied");
                    ok(launch(ann, one, "dev", other, "dev"));
                }
            }
        }
        for (int i = 0; i < OTHERS.size(); i++) {
            ok(launch(ann, "kind-stage", "dev", OTHERS.get(i), "prod"));
            ok(profile(ann, "p" + i, "kind-stage", OTHERS.get(i)));
            assertThat(launch(ann, OTHERS.get(i), "dev").status()).isEqualTo(403);
        }
    }

    @Test
    void aTagBesideTheForbiddenOneHidesNothing() {
        actors.permit(
                "ann",
                policy(statement("Allow", "*", "*"), when("Deny", "*", is("aws:RequestTag/kind-stage", "prod"))));
        for (String one : KEYS) {
            for (String other : KEYS) {
                if (!one.equals(other)) {
                    String pair = one + ' ' + other;
                    assertThat(launch(ann, one, "dev", other, "prod").status())
                            .as(pair)
                            .isEqualTo(403);
                    assertThat(profile(ann, "p", one, other).status()).as(pair).isEqualTo(403);
                    assertThat(project(ann, "p", one, other).fault()).as(pair).startsWith("AccessDenied");
                }
            }
        }
    }

    @Test
    void aSecondOwnerTakesNothingAway() {
        String taken = ok(launch(root, "owner", "alice", "OWNER", "ann")).text("instanceId");
        String own = ok(launch(root, "Owner", "ann")).text("instanceId");
        actors.permit("ann", policy(when("Allow", "ec2:*", is("ec2:ResourceTag/owner", "ann"))));
        assertThat(label(taken).status()).isEqualTo(403);
        ok(label(own));
        actors.permit(
                "ann",
                policy(statement("Allow", "ec2:*", "*"), when("Deny", "ec2:*", is("aws:ResourceTag/owner", "alice"))));
        assertThat(ann.ec2("TerminateInstances", "InstanceId.1", taken).status())
                .isEqualTo(403);
        ok(ann.ec2("TerminateInstances", "InstanceId.1", own));
    }

    private Answer label(String instance) {
        return ann.ec2("CreateTags", "ResourceId.1", instance, "Tag.1.Key", "label", "Tag.1.Value", "x");
    }

    /// Who may not give himself a tag does not get it by a letter that looks like it.
    @Test
    void aForbiddenKeyIsNotGivenInAnotherSpelling() {
        for (String key : OTHERS) {
            actors.permit(
                    "ann",
                    policy(
                            statement("Allow", "iam:TagUser", "*"),
                            when(
                                    "Deny",
                                    "iam:TagUser",
                                    "\"ForAnyValue:StringEquals\":{\"aws:TagKeys\":\"kind-stage\"}"),
                            when("Allow", "iam:ListRoles", is("aws:PrincipalTag/kind-stage", "admin"))));
            assertThat(tagUser(ann, "kind-stage").status()).isEqualTo(403);
            ok(tagUser(ann, key));
            assertThat(ann.iam("ListRoles").status()).as(key).isEqualTo(403);
        }
        ok(tagUser(root, "KIND-STAGE"));
        ok(ann.iam("ListRoles"));
    }

    private static Answer tagUser(Wire caller, String key) {
        return caller.iam("TagUser", "UserName", "ann", "Tags.member.1.Key", key, "Tags.member.1.Value", "admin");
    }

    @Test
    void iamFoldsAsConditionsDo() {
        ok(tagUser(root, "kind-stage"));
        for (String key : KEYS) {
            ok(tagUser(root, key));
        }
        assertThat(ok(root.iam("ListUserTags", "UserName", "ann")).count("Key")).isEqualTo(1);
        for (String key : OTHERS) {
            ok(tagUser(root, key));
        }
        assertThat(ok(root.iam("ListUserTags", "UserName", "ann")).count("Key")).isEqualTo(1 + OTHERS.size());
        ok(root.iam("UntagUser", "UserName", "ann", "TagKeys.member.1", "KIND-STAGE"));
        assertThat(ok(root.iam("ListUserTags", "UserName", "ann")).count("Key")).isEqualTo(OTHERS.size());
    }

    @Test
    void sessionTagsFoldAsConditionsDo() {
        String role = actors.role(
                "r", Actors.trustAccount(), "Tags.member.1.Key", "kind-stage", "Tags.member.1.Value", "dev");
        actors.permitRole("r", policy(when("Allow", "iam:ListRoles", is("aws:PrincipalTag/kind-stage", "admin"))));
        actors.permit("ann", Actors.allow("sts:*", "*"));
        for (String key : OTHERS) {
            assertThat(actors.session(assume(role, key)).iam("ListRoles").status())
                    .as(key)
                    .isEqualTo(403);
        }
        for (String key : KEYS) {
            ok(actors.session(assume(role, key)).iam("ListRoles"));
        }
        assertThat(assume(role, "kind-stage", "KIND-stage").fault()).contains("Duplicate tag keys found.");
        ok(assume(role, "kind-stage", OTHERS.getFirst()));
    }

    private Answer assume(String role, String... keys) {
        List<String> more = new ArrayList<>();
        for (int i = 0; i < keys.length; i++) {
            more.addAll(List.of("Tags.member." + (i + 1) + ".Key", keys[i]));
            more.addAll(List.of("Tags.member." + (i + 1) + ".Value", "admin"));
        }
        return Actors.assume(ann, role, "s1", more.toArray(String[]::new));
    }
}
