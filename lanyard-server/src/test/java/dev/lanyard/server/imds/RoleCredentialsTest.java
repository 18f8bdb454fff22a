// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.imds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.imds.Delivery;
import dev.lanyard.core.imds.InstanceKey;
import dev.lanyard.core.imds.RoleSessions.Opening;
import dev.lanyard.core.imds.RoleSessions.Profile;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoleCredentialsTest {
    private static final String CREDENTIALS = "/latest/meta-data/iam/security-credentials/";
    private static final String EXTENDED = "/latest/meta-data/iam/security-credentials-extended/";
    private static final String INFO = "/latest/meta-data/iam/info";
    private static final String TOKEN = "x-aws-ec2-metadata-token";
    private static final Profile RED = new Profile.Holding("red", "AROARED");
    private static final Profile BLUE = new Profile.Holding("blue", "AROABLUE");

    private final Imds imds = new Imds();
    private final InstanceKey instance = imds.cloud.launch("i-0123456789abcdef0");

    RoleCredentialsTest() {
        imds.cloud.profile("app", RED);
        imds.cloud.associate(instance, "iip-assoc-1", "app", imds.clock.instant());
    }

    @AfterEach
    void close() {
        imds.close();
    }

    private String read(String path) {
        return imds.get(instance, path).body();
    }

    private int status(String path) {
        return imds.get(instance, path).status();
    }

    private static String value(String document, String name) {
        String start = '"' + name + "\" : \"";
        int from = document.indexOf(start) + start.length();
        return document.substring(from, document.indexOf('"', from));
    }

    @Test
    void theDocumentIsLaidOutAsAws() {
        assertThat(read(CREDENTIALS)).isEqualTo("red");
        assertThat(read(CREDENTIALS + "red"))
                .isEqualTo("""
                {
                  "Code" : "Success",
                  "LastUpdated" : "2026-02-12T11:27:47Z",
                  "Type" : "AWS-HMAC",
                  "AccessKeyId" : "ASIA1",
                  "SecretAccessKey" : "secret/1",
                  "Token" : "AROARED+token=1",
                  "Expiration" : "EXPIRATION"
                }""".replace("EXPIRATION", value(read(CREDENTIALS + "red"), "Expiration")));
        Duration life =
                Duration.between(imds.clock.instant(), Instant.parse(value(read(CREDENTIALS + "red"), "Expiration")));
        assertThat(life).isBetween(Duration.ofMinutes(390), Duration.ofMinutes(400));
        assertThat(status(CREDENTIALS + "blue")).isEqualTo(404);
    }

    @Test
    void theExtendedDocumentTellsTheAccountToo() {
        assertThat(read(EXTENDED)).isEqualTo("red");
        assertThat(read(EXTENDED + "red"))
                .isEqualTo(read(CREDENTIALS + "red").replace("\n}", ",\n  \"AccountId\" : \"123456789012\"\n}"));
        assertThat(status(EXTENDED + "blue")).isEqualTo(404);
    }

    @Test
    void theInfoTellsTheProfile() {
        assertThat(read(INFO)).isEqualTo("""
                {
                  "Code" : "Success",
                  "LastUpdated" : "2026-02-12T11:27:47Z",
                  "InstanceProfileArn" : "arn:aws:iam::123456789012:instance-profile/apps/app",
                  "InstanceProfileId" : "AIPAapp"
                }""");
    }

    @Test
    void theSessionKnowsTheInstanceAndHowItIsDelivered() {
        String byV1 = read(CREDENTIALS + "red");
        String byV2 = imds.get(instance, CREDENTIALS + "red", TOKEN, imds.token(instance))
                .body();

        assertThat(value(byV1, "AccessKeyId")).isNotEqualTo(value(byV2, "AccessKeyId"));
        assertThat(value(byV1, "Expiration")).isEqualTo(value(byV2, "Expiration"));
        assertThat(imds.cloud.opened).extracting(Opening::delivery).containsExactly(Delivery.V1, Delivery.V2);
        Opening opening = imds.cloud.opened.getFirst();
        assertThat(opening.instance()).isEqualTo(instance);
        assertThat(opening.vpcId()).isEqualTo("vpc-1");
        assertThat(opening.privateIp()).isEqualTo("10.0.0.5");
    }

    @Test
    void credentialsStayForAnHourAndAreThenOthersWhileTheOldOnesLive() {
        String first = read(CREDENTIALS + "red");
        imds.clock.advance(Duration.ofMinutes(59));
        assertThat(read(CREDENTIALS + "red")).isEqualTo(first);

        imds.clock.advance(Duration.ofMinutes(1));
        String second = read(CREDENTIALS + "red");

        assertThat(value(second, "AccessKeyId")).isNotEqualTo(value(first, "AccessKeyId"));
        assertThat(Instant.parse(value(first, "Expiration")))
                .isAfter(imds.clock.instant().plus(Duration.ofHours(5)));
    }

    @Test
    void anotherRoleInTheProfileIsGivenAsSoonAsItIsSeen() {
        assertThat(read(CREDENTIALS)).isEqualTo("red");
        imds.cloud.profile("app", BLUE);
        imds.clock.advance(Duration.ofSeconds(1));

        assertThat(read(CREDENTIALS)).isEqualTo("blue");
        assertThat(value(read(CREDENTIALS + "blue"), "Token")).startsWith("AROABLUE");
        assertThat(status(CREDENTIALS + "red")).isEqualTo(404);
    }

    @Test
    void aNewRoleOfTheSameNameIsAnother() {
        String first = read(CREDENTIALS + "red");
        imds.cloud.profile("app", new Profile.Holding("red", "AROARED2"));
        imds.clock.advance(Duration.ofSeconds(1));

        assertThat(value(read(CREDENTIALS + "red"), "Token")).startsWith("AROARED2");
        assertThat(value(first, "Token")).startsWith("AROARED+");
    }

    @Test
    void aRoleThatIsTakenOutIsNotGivenAgain() {
        assertThat(read(CREDENTIALS)).isEqualTo("red");
        imds.cloud.profile("app", new Profile.Empty());
        imds.clock.advance(Duration.ofSeconds(1));
        assertThat(status(CREDENTIALS)).isEqualTo(404);

        imds.cloud.profile("app", new Profile.Gone());
        imds.clock.advance(Duration.ofSeconds(1));
        assertThat(status(CREDENTIALS)).isEqualTo(404);
    }

    @Test
    void aNewAssociationForcesARefresh() {
        assertThat(read(CREDENTIALS)).isEqualTo("red");
        imds.cloud.profile("app", BLUE);
        imds.cloud.disassociate(instance);
        assertThat(status("/latest/meta-data/iam/")).isEqualTo(404);
        assertThat(status(CREDENTIALS)).isEqualTo(404);
        assertThat(status(INFO)).isEqualTo(404);

        imds.cloud.associate(instance, "iip-assoc-2", "app", imds.clock.instant());
        assertThat(read(CREDENTIALS)).isEqualTo("blue");
    }

    @Test
    void aStartForcesARefresh() {
        assertThat(read(CREDENTIALS)).isEqualTo("red");
        imds.cloud.profile("app", BLUE);
        imds.cloud.stop(instance);
        imds.clock.advance(Duration.ofMinutes(1));
        imds.cloud.start(instance, imds.clock.instant());

        assertThat(read(CREDENTIALS)).isEqualTo("blue");
    }

    @Test
    void aProfileThatIsGoneLeavesTheLastCredentialsUntilTheyExpire() {
        String last = read(CREDENTIALS + "red");
        imds.cloud.profile("app", new Profile.Gone());

        assertThat(read(INFO)).contains("\"Code\" : \"InstanceProfileNotFound\"");
        imds.clock.advance(Duration.ofHours(6));
        assertThat(read(CREDENTIALS + "red")).isEqualTo(last);
        imds.clock.advance(Duration.ofHours(1));
        assertThat(status(CREDENTIALS)).isEqualTo(404);
        assertThat(read("/latest/meta-data/iam/")).isEqualTo("info");
    }

    @Test
    void aProfileWithoutRoleSaysSo() {
        imds.cloud.profile("app", new Profile.Empty());

        assertThat(read(INFO)).contains("\"Code\" : \"Success\"").contains("does not contain a role");
        assertThat(status(CREDENTIALS)).isEqualTo(404);
        assertThat(status(EXTENDED)).isEqualTo(404);
        assertThat(read("/latest/meta-data/iam/")).isEqualTo("info");
    }

    @Test
    void aRoleThatDoesNotTrustEc2IsNamedButGivesNothing() {
        imds.cloud.trust("AROARED", false);

        assertThat(read(CREDENTIALS)).isEqualTo("red");
        assertThat(status(CREDENTIALS + "red")).isEqualTo(200);
        assertThat(read(CREDENTIALS + "red")).isEqualTo("""
                {
                  "Code" : "AssumeRoleUnauthorizedAccess",
                  "Message" : "EC2 cannot assume the role red. Please see documentation at https://docs.aws.amazon.com/\
                IAM/latest/UserGuide/troubleshoot_iam-ec2.html#troubleshoot_iam-ec2_errors-info-doc.",
                  "LastUpdated" : "2026-02-12T11:27:47Z"
                }""");
        assertThat(read(INFO)).contains("\"Code\" : \"Success\"");

        imds.cloud.trust("AROARED", true);
        assertThat(read(CREDENTIALS + "red")).contains("\"Code\" : \"Success\"");
    }

    @Test
    void instancesHaveCredentialsOfTheirOwn() {
        InstanceKey neighbour = imds.cloud.launch("i-0fedcba9876543210");
        InstanceKey stranger = imds.cloud.launch(new AccountId("210987654321"), "i-00000000000000001");
        for (InstanceKey each : new InstanceKey[] {neighbour, stranger}) {
            imds.cloud.associate(each, "iip-assoc-1", "app", imds.clock.instant());
        }

        assertThat(new String[] {
                    read(CREDENTIALS + "red"),
                    imds.get(neighbour, CREDENTIALS + "red").body(),
                    imds.get(stranger, CREDENTIALS + "red").body()
                })
                .extracting(document -> value(document, "AccessKeyId"))
                .doesNotHaveDuplicates();
        assertThat(imds.get(stranger, INFO).body()).contains("arn:aws:iam::210987654321:instance-profile/apps/app");
    }
}
