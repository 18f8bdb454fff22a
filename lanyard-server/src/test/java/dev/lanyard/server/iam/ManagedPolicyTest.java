// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.iam;

import static dev.lanyard.server.iam.Documents.LIST;
import static dev.lanyard.server.iam.Documents.decoded;
import static dev.lanyard.server.iam.Documents.ofSize;
import static dev.lanyard.server.iam.Documents.policy;
import static dev.lanyard.server.iam.Documents.role;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManagedPolicyTest {
    private static final String ARN = "arn:aws:iam::000000000000:policy/p";
    private static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

    private final Wire wire = Wire.start();

    @AfterEach
    void stop() {
        wire.close();
    }

    @Test
    void creationNeverShowsTheDescriptionAndTagsOnlyIfGiven() {
        Answer created = create("p", "Description", "what for");
        assertThat(created.status()).isEqualTo(200);
        assertThat(created.text("PolicyName")).isEqualTo("p");
        assertThat(created.text("PolicyId")).matches("ANPA[A-Z2-7]{17}");
        assertThat(created.text("Arn")).isEqualTo(ARN);
        assertThat(created.text("Path")).isEqualTo("/");
        assertThat(created.text("DefaultVersionId")).isEqualTo("v1");
        assertThat(created.text("AttachmentCount")).isEqualTo("0");
        assertThat(created.text("PermissionsBoundaryUsageCount")).isEqualTo("0");
        assertThat(created.text("IsAttachable")).isEqualTo("true");
        assertThat(created.text("CreateDate")).isEqualTo("2026-02-12T11:27:47Z");
        assertThat(created.text("UpdateDate")).isEqualTo("2026-02-12T11:27:47Z");
        assertThat(created.has("Description")).isFalse();
        assertThat(created.has("Tags")).isFalse();
        Answer tagged = create(
                "q",
                "Path",
                "/team/",
                "Tags.member.1.Key",
                "a",
                "Tags.member.1.Value",
                "",
                "Tags.member.2.Key",
                "A",
                "Tags.member.2.Value",
                "1");
        assertThat(tagged.text("Arn")).isEqualTo("arn:aws:iam::000000000000:policy/team/q");
        assertThat(tagged.count("Key")).isEqualTo(2);
    }

    @Test
    void getShowsDescriptionIfSetAndAlwaysTags() {
        create("p", "Description", "what for");
        create("q");
        assertThat(named("GetPolicy", ARN).text("Description")).isEqualTo("what for");
        assertThat(named("GetPolicy", ARN).has("Tags")).isTrue();
        assertThat(named("GetPolicy", ARN.replace("/p", "/q")).has("Description"))
                .isFalse();
        assertThat(named("GetPolicy", ARN + "x").fault()).isEqualTo("NoSuchEntity: Policy " + ARN + "x was not found.");
        assertThat(named("GetPolicy", ARN.replace("/p", "/P")).status()).isEqualTo(404);
    }

    @Test
    void namesAreUniqueWhateverTheirCaseAndPath() {
        create("p");
        Answer again = create("P", "Path", "/other/");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.fault())
                .isEqualTo("EntityAlreadyExists: A policy called P already exists. Duplicate names are not allowed.");
    }

    @Test
    void documentsAreValidatedMeasuredAndReturnedAsWritten() {
        assertThat(wire.iam("CreatePolicy", "PolicyName", "bad", "PolicyDocument", "{}")
                        .fault())
                .isEqualTo("MalformedPolicyDocument: Syntax errors in policy.");
        assertThat(wire.iam("CreatePolicy", "PolicyName", "big", "PolicyDocument", ofSize(6145))
                        .fault())
                .isEqualTo("LimitExceeded: Cannot exceed quota for PolicySize: 6144");
        assertThat(wire.iam("CreatePolicy", "PolicyName", "fits", "PolicyDocument", ofSize(6144))
                        .status())
                .isEqualTo(200);
        create("p");
        Answer version = wire.iam("GetPolicyVersion", "PolicyArn", ARN, "VersionId", "v1");
        assertThat(decoded(version.text("Document"))).isEqualTo(LIST);
        assertThat(version.text("IsDefaultVersion")).isEqualTo("true");
    }

    @Test
    void versionsCountUpAndAreNeverReused() {
        create("p");
        wire.clock().advance(Duration.ofMinutes(5));
        for (int i = 2; i <= 5; i++) {
            Answer version = version("false");
            assertThat(version.text("VersionId")).isEqualTo("v" + i);
            assertThat(version.text("IsDefaultVersion")).isEqualTo("false");
            assertThat(version.text("CreateDate")).isEqualTo("2026-02-12T11:32:47Z");
            assertThat(version.has("Document")).isFalse();
        }
        assertThat(version("false").fault())
                .isEqualTo("LimitExceeded: A managed policy can have up to 5 versions. Before you create a new version,"
                        + " you must delete an existing version.");
        assertThat(versioned("DeletePolicyVersion", "v5").status()).isEqualTo(200);
        assertThat(version("true").text("VersionId")).isEqualTo("v6");
        Answer list = named("ListPolicyVersions", ARN);
        assertThat(list.body().replaceAll("(?s).*?<VersionId>(v\\d)|.+", "$1")).isEqualTo("v6v4v3v2v1");
        assertThat(list.has("Document")).isFalse();
        assertThat(list.text("IsTruncated")).isEqualTo("false");
        assertThat(named("GetPolicy", ARN).text("DefaultVersionId")).isEqualTo("v6");
        assertThat(named("GetPolicy", ARN).text("UpdateDate")).isEqualTo("2026-02-12T11:32:47Z");
    }

    @Test
    void defaultVersionCanBeMovedButNotDeleted() {
        create("p");
        version("false");
        assertThat(versioned("DeletePolicyVersion", "v1").fault())
                .isEqualTo("DeleteConflict: Cannot delete the default version of a policy.");
        assertThat(versioned("SetDefaultPolicyVersion", "v2").status()).isEqualTo(200);
        assertThat(versioned("DeletePolicyVersion", "v1").status()).isEqualTo(200);
        String gone = "NoSuchEntity: Policy " + ARN + " version v1 does not exist or is not attachable.";
        assertThat(versioned("GetPolicyVersion", "v1").fault()).isEqualTo(gone);
        assertThat(versioned("DeletePolicyVersion", "v1").fault()).isEqualTo(gone);
        assertThat(versioned("SetDefaultPolicyVersion", "v1").fault()).isEqualTo(gone);
        assertThat(versioned("GetPolicyVersion", "v99999999999").status()).isEqualTo(404);
    }

    @Test
    void versionsPage() {
        create("p");
        version("false");
        version("false");
        Answer first = wire.iam("ListPolicyVersions", "PolicyArn", ARN, "MaxItems", "2");
        assertThat(first.text("IsTruncated")).isEqualTo("true");
        Answer second =
                wire.iam("ListPolicyVersions", "PolicyArn", ARN, "MaxItems", "2", "Marker", first.text("Marker"));
        assertThat(second.text("VersionId")).isEqualTo("v1");
        assertThat(second.has("Marker")).isFalse();
    }

    @Test
    void policyInUseOrWithVersionsCannotGo() {
        create("p");
        role(wire, "r");
        wire.iam("AttachRolePolicy", "RoleName", "r", "PolicyArn", ARN);
        assertThat(named("GetPolicy", ARN).text("AttachmentCount")).isEqualTo("1");
        assertThat(named("DeletePolicy", ARN).fault())
                .isEqualTo("DeleteConflict: Cannot delete a policy attached to entities.");
        wire.iam("DetachRolePolicy", "RoleName", "r", "PolicyArn", ARN);
        version("false");
        assertThat(named("DeletePolicy", ARN).fault())
                .isEqualTo("DeleteConflict: This policy has more than one version. Before you delete a policy, you must"
                        + " delete the policy's versions. The default version is deleted with the policy.");
        versioned("DeletePolicyVersion", "v2");
        assertThat(named("DeletePolicy", ARN).status()).isEqualTo(200);
        assertThat(named("DeletePolicy", ARN).fault()).isEqualTo("NoSuchEntity: Policy " + ARN + " was not found.");
    }

    @Test
    void boundaryKeepsItsPolicyToo() {
        create("p");
        role(wire, "r");
        wire.iam("PutRolePermissionsBoundary", "RoleName", "r", "PermissionsBoundary", ARN);
        Answer shown = named("GetPolicy", ARN);
        assertThat(shown.text("AttachmentCount")).isEqualTo("0");
        assertThat(shown.text("PermissionsBoundaryUsageCount")).isEqualTo("1");
        assertThat(named("DeletePolicy", ARN).status()).isEqualTo(409);
    }

    @Test
    void awsPoliciesCanBeReadByAllAndChangedByNobody() {
        Answer shown = named("GetPolicy", ADMINISTRATOR);
        assertThat(shown.text("PolicyName")).isEqualTo("AdministratorAccess");
        assertThat(shown.text("CreateDate")).isEqualTo("2015-02-06T18:39:46Z");
        Answer version = wire.iam("GetPolicyVersion", "PolicyArn", ADMINISTRATOR, "VersionId", "v1");
        assertThat(decoded(version.text("Document"))).contains("\"Action\": \"*\"");
        for (String action : new String[] {"DeletePolicy", "CreatePolicyVersion", "TagPolicy"}) {
            Answer refused = wire.iam(
                    action,
                    "PolicyArn",
                    ADMINISTRATOR,
                    "PolicyDocument",
                    LIST,
                    "Tags.member.1.Key",
                    "a",
                    "Tags.member.1.Value",
                    "b");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.fault())
                    .isEqualTo("AccessDenied: User: arn:aws:iam::000000000000:root is not authorized to perform: iam:"
                            + action + " on resource: policy " + ADMINISTRATOR);
        }
    }

    @Test
    void listsFilterByScopePathAndUse() {
        create("p");
        create("q", "Path", "/team/");
        role(wire, "r");
        wire.iam("AttachRolePolicy", "RoleName", "r", "PolicyArn", ARN);
        wire.iam("AttachRolePolicy", "RoleName", "r", "PolicyArn", ADMINISTRATOR);
        Answer local = wire.iam("ListPolicies", "Scope", "Local");
        assertThat(local.count("PolicyName")).isEqualTo(2);
        assertThat(local.has("Tags")).isFalse();
        assertThat(local.has("Description")).isFalse();
        assertThat(wire.iam("ListPolicies", "Scope", "Local", "PathPrefix", "/team/")
                        .text("PolicyName"))
                .isEqualTo("q");
        assertThat(wire.iam("ListPolicies", "Scope", "AWS").body())
                .contains(ADMINISTRATOR)
                .doesNotContain(ARN);
        Answer attached = wire.iam("ListPolicies", "OnlyAttached", "true");
        assertThat(attached.count("Arn")).isEqualTo(2);
        assertThat(attached.body()).contains(ARN).contains(ADMINISTRATOR);
        wire.iam("PutRolePermissionsBoundary", "RoleName", "r", "PermissionsBoundary", ARN.replace("/p", "/team/q"));
        assertThat(wire.iam("ListPolicies", "PolicyUsageFilter", "PermissionsBoundary")
                        .text("PolicyName"))
                .isEqualTo("q");
    }

    @Test
    void listsPageOverBothScopes() {
        create("AAA");
        create("zzz");
        String seen = "";
        String marker = "";
        do {
            Answer page = marker.isEmpty()
                    ? wire.iam("ListPolicies", "MaxItems", "20")
                    : wire.iam("ListPolicies", "MaxItems", "20", "Marker", marker);
            seen += page.body();
            marker = page.text("Marker");
        } while (!marker.isEmpty());
        assertThat(seen.split("<PolicyName>AAA<", -1)).hasSize(2);
        assertThat(seen.split("<PolicyName>zzz<", -1)).hasSize(2);
        assertThat(seen.split("<PolicyName>PowerUserAccess<", -1)).hasSize(2);
        assertThat(wire.iam("ListPolicies", "Marker", "bm90IG9uZQ").fault())
                .isEqualTo("ValidationError: Invalid Marker.");
    }

    @Test
    void everyPolicyOfAwsCanBeReadAndObeyed() {
        String all =
                wire.iam("ListPolicies", "Scope", "AWS", "MaxItems", "1000").body();
        List<String> arns = Pattern.compile("<Arn>(.*?)</Arn>")
                .matcher(all)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(arns).hasSizeGreaterThan(100).doesNotHaveDuplicates();
        for (String arn : arns) {
            String version = named("GetPolicy", arn).text("DefaultVersionId");
            String document = decoded(wire.iam("GetPolicyVersion", "PolicyArn", arn, "VersionId", version)
                    .text("Document"));
            assertThat(wire.iam("GetContextKeysForCustomPolicy", "PolicyInputList.member.1", document)
                            .status())
                    .as(arn)
                    .isEqualTo(200);
        }
    }

    @Test
    void tagKeysDifferByCase() {
        create("p");
        assertThat(tag("a", "1").status()).isEqualTo(200);
        assertThat(tag("A", "2").status()).isEqualTo(200);
        assertThat(named("ListPolicyTags", ARN).count("Key")).isEqualTo(2);
        assertThat(wire.iam("UntagPolicy", "PolicyArn", ARN, "TagKeys.member.1", "a", "TagKeys.member.2", "none")
                        .status())
                .isEqualTo(200);
        assertThat(named("ListPolicyTags", ARN).text("Key")).isEqualTo("A");
        assertThat(wire.iam(
                                "TagPolicy",
                                "PolicyArn",
                                ARN,
                                "Tags.member.1.Key",
                                "a",
                                "Tags.member.1.Value",
                                "1",
                                "Tags.member.2.Key",
                                "a",
                                "Tags.member.2.Value",
                                "2")
                        .fault())
                .isEqualTo("InvalidInput: Duplicate tag keys found.");
        assertThat(named("ListPolicyTags", ARN + "x").fault())
                .isEqualTo("NoSuchEntity: Policy " + ARN + "x was not found.");
    }

    @Test
    void policiesOfOtherAccountsAreNotThere() {
        policy(wire, "p");
        assertThat(wire.as("111111111111").iam("GetPolicy", "PolicyArn", ARN).status())
                .isEqualTo(404);
    }

    private Answer create(String name, String... more) {
        String[] all = new String[more.length + 4];
        all[0] = "PolicyName";
        all[1] = name;
        all[2] = "PolicyDocument";
        all[3] = LIST;
        System.arraycopy(more, 0, all, 4, more.length);
        return wire.iam("CreatePolicy", all);
    }

    private Answer named(String action, String arn) {
        return wire.iam(action, "PolicyArn", arn);
    }

    private Answer versioned(String action, String version) {
        return wire.iam(action, "PolicyArn", ARN, "VersionId", version);
    }

    private Answer version(String asDefault) {
        return wire.iam("CreatePolicyVersion", "PolicyArn", ARN, "PolicyDocument", LIST, "SetAsDefault", asDefault);
    }

    private Answer tag(String key, String value) {
        return wire.iam("TagPolicy", "PolicyArn", ARN, "Tags.member.1.Key", key, "Tags.member.1.Value", value);
    }
}
