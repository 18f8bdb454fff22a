// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.imds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.imds.InstanceFacts.Options;
import dev.lanyard.core.imds.InstanceKey;
import dev.lanyard.server.imds.Imds.Answer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImdsProtocolTest {
    private static final String TTL = "x-aws-ec2-metadata-token-ttl-seconds";
    private static final String TOKEN = "x-aws-ec2-metadata-token";
    private static final Options TOKENS_REQUIRED = new Options(true, true, 1, false);
    private static final Options DISABLED = new Options(false, false, 1, false);

    private final Imds imds = new Imds();
    private final InstanceKey instance = imds.cloud.launch("i-0123456789abcdef0");

    @AfterEach
    void close() {
        imds.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            PUT     | /latest/api/token       | 1     | -       | 200 | text/plain | -
            PUT     | /latest/api/token       | 21600 | -       | 200 | text/plain | -
            PUT     | /latest/api/token       | -     | -       | 400 | text/html  | -
            PUT     | /latest/api/token       | 0     | -       | 400 | text/html  | -
            PUT     | /latest/api/token       | 21601 | -       | 400 | text/html  | -
            PUT     | /latest/api/token       | -5    | -       | 400 | text/html  | -
            PUT     | /latest/api/token       | soon  | -       | 400 | text/html  | -
            PUT     | /latest/api/token       | 60    | 8.8.8.8 | 403 | text/html  | -
            PUT     | /2021-03-23/api/token   | 60    | -       | 403 | text/html  | -
            PUT     | /latest/meta-data       | 60    | -       | 405 | text/plain | GET, HEAD
            GET     | /latest/api/token       | -     | -       | 405 | text/plain | OPTIONS, PUT
            HEAD    | /latest/api/token       | -     | -       | 405 | text/plain | OPTIONS, PUT
            POST    | /latest/meta-data/      | -     | -       | 405 | text/plain | GET, HEAD
            DELETE  | /latest/meta-data/      | -     | -       | 405 | text/plain | GET, HEAD
            OPTIONS | /latest/meta-data/      | -     | -       | 405 | text/plain | GET, HEAD
            GET     | /latest/meta-data/      | -     | -       | 200 | text/plain | -
            HEAD    | /latest/meta-data/      | -     | -       | 200 | text/plain | -
            GET     | /latest/meta-data/nope  | -     | -       | 404 | text/html  | -
            GET     | /latest/user-data       | -     | -       | 404 | text/html  | -
            GET     | /latest/meta-data/iam   | -     | -       | 404 | text/html  | -
            GET     | /latest/meta-data/tags  | -     | -       | 404 | text/html  | -
            GET     | /2019-99-99/meta-data/  | -     | -       | 404 | text/html  | -
            GET     | /Latest/meta-data/      | -     | -       | 404 | text/html  | -
            """)
    void answersAsAwsDoes(
            String method, String path, String ttl, String forwarded, int status, String type, String allow) {
        String[] headers = {
            ttl == null ? "x-nothing" : TTL,
            ttl == null ? "" : ttl,
            forwarded == null ? "x-nothing" : "X-Forwarded-For",
            forwarded == null ? "" : forwarded
        };

        Answer answer = imds.send(method, instance, path, headers);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo(type);
        assertThat(answer.header("allow")).isEqualTo(allow == null ? "" : allow);
        assertThat(answer.header("server")).isEqualTo("EC2ws");
    }

    @Test
    void aMissingItemIsAPageOf339Bytes() {
        Answer answer = imds.get(instance, "/latest/meta-data/nope");

        assertThat(answer.bytes()).hasSize(339);
        assertThat(answer.body())
                .startsWith("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n<!DOCTYPE html")
                .contains("\n\t\t \"http://www.w3.org/TR/xhtml1")
                .contains("<title>404 - Not Found</title>")
                .endsWith("</html>\n");
    }

    @Test
    void aTokenIs56CharactersThatBeginAsAwsDo() {
        Answer answer = imds.send("PUT", instance, "/latest/api/token", "X-AWS-EC2-Metadata-Token-TTL-Seconds", "60");

        assertThat(answer.body()).hasSize(56).startsWith("AQAEA").endsWith("==").matches("[A-Za-z0-9+/=]+");
        assertThat(answer.header(TTL)).isEqualTo("60");
    }

    @Test
    void aTokenIsGoodUntilItsLastSecondAndTellsHowManyItHas() {
        String token =
                imds.send("PUT", instance, "/latest/api/token", TTL, "60").body();

        imds.clock.advance(Duration.ofSeconds(59));
        Answer last = imds.get(instance, "/latest/meta-data/instance-id", TOKEN, token);
        assertThat(last.status()).isEqualTo(200);
        assertThat(last.header(TTL)).isEqualTo("1");

        imds.clock.advance(Duration.ofSeconds(1));
        assertThat(imds.get(instance, "/latest/meta-data/instance-id", TOKEN, token)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void severalTokensAreGoodAtOnce() {
        String one = imds.token(instance);
        String other = imds.token(instance);

        assertThat(one).isNotEqualTo(other);
        for (String token : new String[] {one, other, one}) {
            assertThat(imds.get(instance, "/latest/meta-data/", TOKEN, token).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aTokenIsWorthNothingOnAnotherInstance() {
        InstanceKey sameAccount = imds.cloud.launch("i-00000000000000001");
        InstanceKey otherAccount = imds.cloud.launch(new AccountId("210987654321"), "i-00000000000000002");
        String token = imds.token(instance);

        for (InstanceKey other : new InstanceKey[] {sameAccount, otherAccount}) {
            assertThat(imds.get(other, "/latest/meta-data/", TOKEN, token).status())
                    .isEqualTo(401);
        }
        assertThat(imds.get(instance, "/latest/meta-data/", TOKEN, token).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AQAEA", "AQAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==", "!!!"})
    void aTokenThatWasNotGivenIsRefusedEvenWhereNoneIsNeeded(String token) {
        assertThat(imds.get(instance, "/latest/meta-data/", TOKEN, token).status())
                .isEqualTo(401);
    }

    @Test
    void aTokenChangedInAnyPlaceIsRefused() {
        String token = imds.token(instance);
        for (int i = 0; i < 53; i++) {
            char changed = token.charAt(i) == 'B' ? 'C' : 'B';
            String forged = token.substring(0, i) + changed + token.substring(i + 1);
            assertThat(imds.get(instance, "/latest/meta-data/", TOKEN, forged).status())
                    .as("changed at %d", i)
                    .isEqualTo(401);
        }
    }

    @Test
    void tokensMayBeRequiredFromOneRequestToTheNext() {
        String token = imds.token(instance);
        imds.cloud.options(instance, TOKENS_REQUIRED);

        assertThat(imds.get(instance, "/latest/meta-data/").status()).isEqualTo(401);
        assertThat(imds.get(instance, "/latest/meta-data/nope").status()).isEqualTo(401);
        assertThat(imds.get(instance, "/latest/meta-data/", TOKEN, token).status())
                .isEqualTo(200);
        assertThat(imds.get(instance, "/latest/meta-data/").body()).contains("401 - Unauthorized");
    }

    @Test
    void aDisabledEndpointForbidsEverything() {
        String token = imds.token(instance);
        imds.cloud.options(instance, DISABLED);

        Answer get = imds.get(instance, "/latest/meta-data/", TOKEN, token);
        assertThat(get.status()).isEqualTo(403);
        assertThat(get.body()).contains("403 - Forbidden");
        Answer put = imds.send("PUT", instance, "/latest/api/token", TTL, "60");
        assertThat(put.status()).isEqualTo(403);
        assertThat(put.header("content-type")).isEqualTo("text/plain");
        assertThat(put.bytes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "evil.example:1338", "127.0.0.1.evil.example", "127.evil.com:1338", "[::2]:80"})
    void aNameThatAPageOfAStrangerCanHaveIsRefused(String host) {
        String path = "/instances/" + instance.id() + "/latest/meta-data/";
        assertThat(imds.endpoint
                        .byPath(Imds.request("GET", path, host))
                        .orElseThrow()
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.1:1338", "127.64.0.9", "localhost:1338", "LocalHost", "[::1]:1338"})
    void theNamesOfThisMachineAreGood(String host) {
        String path = "/instances/" + instance.id() + "/latest/meta-data/";
        assertThat(imds.endpoint
                        .byPath(Imds.request("GET", path, host))
                        .orElseThrow()
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/latest/meta-data/", "/instances", "/instances/", "/instances/i-0/latest", "/x/i-0"})
    void theSharedAddressTellsNothingOfNobody(String path) {
        assertThat(imds.send("GET", path).status()).isEqualTo(404);
    }

    @Test
    void aStoppedInstanceHasNobodyToAsk() {
        imds.cloud.stop(instance);
        assertThat(imds.get(instance, "/latest/meta-data/").status()).isEqualTo(404);
        imds.cloud.start(instance, imds.clock.instant());
        assertThat(imds.get(instance, "/latest/meta-data/").status()).isEqualTo(200);
    }
}
