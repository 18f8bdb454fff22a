// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.sts;

import static dev.lanyard.server.sts.Actors.ok;
import static dev.lanyard.server.sts.Actors.policy;
import static dev.lanyard.server.sts.Actors.statement;
import static dev.lanyard.server.sts.Actors.trust;
import static dev.lanyard.server.sts.Actors.trustAccount;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebIdentityTest {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Wire root = Wire.start();
    private final Actors actors = new Actors(root);
    private TokenIssuer issuer;
    private String host;
    private String role;

    @BeforeEach
    void foundAnIssuer() throws IOException {
        issuer = new TokenIssuer();
        host = issuer.host();
        ok(root.iam("CreateOpenIDConnectProvider", "Url", "https://" + host, "ClientIDList.member.1", "app"));
        role = actors.role(
                "r",
                trust(
                        "\"Federated\":\"arn:aws:iam::000000000000:oidc-provider/" + host + "\"",
                        "{\"StringEquals\":{\"" + host + ":sub\":\"job-1\"}}"));
    }

    @AfterEach
    void stop() {
        issuer.close();
        root.close();
    }

    @Test
    void theTokenStandsInForASignature() {
        for (String algorithm : new String[] {"RS256", "ES256"}) {
            Answer answer = ok(assume(issuer.token(algorithm, claims("job-1", "app", 60))));
            assertThat(answer.text("SubjectFromWebIdentityToken")).isEqualTo("job-1");
            assertThat(answer.text("Audience")).isEqualTo("app");
            assertThat(answer.text("Provider")).isEqualTo("arn:aws:iam::000000000000:oidc-provider/" + host);
            assertThat(ok(actors.session(answer).sts("GetCallerIdentity")).text("Arn"))
                    .isEqualTo("arn:aws:sts::000000000000:assumed-role/r/build");
        }
    }

    @Test
    void forgedStaleAndMisdirectedTokensAreRefused() {
        assertThat(assume("no token").fault())
                .isEqualTo("InvalidIdentityToken: The ID Token provided is not a valid JWT. (You may see this error if"
                        + " you sent an Access Token)");
        assertThat(assume(issuer.token("RS256", claims("job-1", "other", 60))).fault())
                .isEqualTo("InvalidIdentityToken: Incorrect token audience");
        assertThat(assume(issuer.token("RS256", claims("job-1", "app", 0))).fault())
                .startsWith("ExpiredTokenException: ");
        assertThat(assume(issuer.token("RS256", claims("job-2", "app", 60))).fault())
                .isEqualTo("AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity");
        assertThat(assume(issuer.token("RS256", "{\"iss\":\"https://elsewhere.example\"}"))
                        .fault())
                .isEqualTo("InvalidIdentityToken: No OpenIDConnect provider found in your account for"
                        + " https://elsewhere.example");
        String genuine = issuer.token("RS256", claims("job-2", "app", 60));
        String forged = genuine.replace(
                genuine.split("\\.")[1],
                BASE64.encodeToString(claims("job-1", "app", 60).getBytes(UTF_8)));
        assertThat(assume(forged).fault()).startsWith("InvalidIdentityToken: ");
        String unsigned = BASE64.encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8))
                + '.'
                + BASE64.encodeToString(claims("job-1", "app", 60).getBytes(UTF_8))
                + '.';
        assertThat(assume(unsigned).fault()).startsWith("InvalidIdentityToken: ");
    }

    @Test
    void theTokenBringsTagsAndASourceIdentity() {
        String nested = "\"https://aws.amazon.com/tags\":{\"principal_tags\":{\"team\":[\"red\"],\"job\":[\"1\"]},"
                + "\"transitive_tag_keys\":[\"team\"]},\"https://aws.amazon.com/source_identity\":\"ann\"";
        String flat = "\"https://aws.amazon.com/tags/principal_tags/team\":[\"red\"],"
                + "\"https://aws.amazon.com/tags/principal_tags/job\":[\"1\"],"
                + "\"https://aws.amazon.com/tags/transitive_tag_keys\":[\"team\"],"
                + "\"https://aws.amazon.com/source_identity\":\"ann\"";
        actors.permitRole(
                "r",
                policy(
                        conditional("iam:ListUsers", "aws:PrincipalTag/job", "1"),
                        conditional("iam:ListGroups", "aws:SourceIdentity", "ann"),
                        statement("Allow", "sts:*", "*")));
        String next = actors.role("next", trustAccount());
        actors.permitRole(
                "next",
                policy(
                        conditional("iam:ListUsers", "aws:PrincipalTag/job", "1"),
                        conditional("iam:ListGroups", "aws:PrincipalTag/team", "red"),
                        conditional("iam:ListRoles", "aws:SourceIdentity", "ann")));
        for (String claims : new String[] {nested, flat}) {
            Answer answer = ok(assume(issuer.token("RS256", claims(claims))));
            assertThat(answer.text("SourceIdentity")).isEqualTo("ann");
            assertThat(Integer.parseInt(answer.text("PackedPolicySize"))).isPositive();
            Wire session = actors.session(answer);
            ok(session.iam("ListUsers"));
            ok(session.iam("ListGroups"));
            Wire chained = actors.session(Actors.assume(session, next, "chained"));
            assertThat(chained.iam("ListUsers").status()).isEqualTo(403);
            ok(chained.iam("ListGroups"));
            ok(chained.iam("ListRoles"));
        }
    }

    @Test
    void trustHasToAllowWhatTheTokenBrings() {
        String tagged = claims("\"https://aws.amazon.com/tags\":{\"principal_tags\":{\"team\":[\"red\"]}}");
        String named = claims("\"https://aws.amazon.com/source_identity\":\"ann\"");
        String denied = "AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity";
        String provider = "\"Federated\":\"arn:aws:iam::000000000000:oidc-provider/" + host + "\"";
        retrust(trust(provider).replace("\"sts:TagSession\",", ""));
        assertThat(assume(issuer.token("RS256", tagged)).fault()).isEqualTo(denied);
        ok(assume(issuer.token("RS256", named)));
        retrust(trust(provider).replace("\"sts:SetSourceIdentity\",", ""));
        assertThat(assume(issuer.token("RS256", named)).fault()).isEqualTo(denied);
        ok(assume(issuer.token("RS256", tagged)));
        retrust(trust(
                provider,
                "{\"StringEquals\":{\"aws:RequestTag/team\":\"red\"},\"ForAllValues:StringEquals\":"
                        + "{\"aws:TagKeys\":[\"team\"]}}"));
        ok(assume(issuer.token("RS256", tagged)));
        assertThat(assume(issuer.token("RS256", tagged.replace("red", "blue"))).fault())
                .isEqualTo(denied);
    }

    @Test
    void claimsThatMakeNoSenseAreRefused() {
        for (String claims : new String[] {
            "\"https://aws.amazon.com/tags\":{\"principal_tags\":{\"team\":[\"a\",\"b\"]}}",
            "\"https://aws.amazon.com/tags\":{\"principal_tags\":{\"team\":[1]}}",
            "\"https://aws.amazon.com/tags\":{\"principal_tags\":{\"te{am\":[\"a\"]}}",
            "\"https://aws.amazon.com/source_identity\":\"a b\"",
            "\"https://aws.amazon.com/source_identity\":7"
        }) {
            assertThat(assume(issuer.token("RS256", claims(claims))).fault())
                    .as(claims)
                    .startsWith("InvalidIdentityToken: The claim https://aws.amazon.com/");
        }
        String untold = "\"https://aws.amazon.com/tags\":{\"transitive_tag_keys\":[\"team\"]}";
        assertThat(assume(issuer.token("RS256", claims(untold))).fault())
                .isEqualTo("InvalidParameterValue: The specified transitive tag key must be included in the requested"
                        + " tags.");
        assertThat(assume(issuer.token("RS256", claims("job-1", "app", 60)), "&ProviderId=www.amazon.com")
                        .fault())
                .startsWith("InvalidIdentityToken: Access tokens of www.amazon.com cannot be verified");
    }

    private static String conditional(String action, String key, String value) {
        return statement("Allow", action, "*")
                .replace("}", ",\"Condition\":{\"StringEquals\":{\"" + key + "\":\"" + value + "\"}}}");
    }

    private void retrust(String document) {
        ok(root.iam("UpdateAssumeRolePolicy", "RoleName", "r", "PolicyDocument", document));
    }

    @Test
    void tokensOfTheFutureAreRefused() {
        long now = root.clock().instant().getEpochSecond();
        for (String claim : new String[] {"nbf", "iat"}) {
            ok(assume(issuer.token("RS256", claims('"' + claim + "\":" + (now + 60)))));
            assertThat(assume(issuer.token("RS256", claims('"' + claim + "\":" + (now + 61))))
                            .fault())
                    .isEqualTo("InvalidIdentityToken: Token not valid yet: current date/time " + now
                            + " must not be before the date/time " + (now + 61));
            for (String none : new String[] {"\"tomorrow\"", "1e999999999", "-1e30", "[]"}) {
                assertThat(assume(issuer.token("RS256", claims('"' + claim + "\":" + none)))
                                .fault())
                        .isEqualTo("InvalidIdentityToken: The claim " + claim + " is invalid.");
            }
        }
    }

    @Test
    void anIssuerThatIsSilentMakesNoKeys() {
        issuer.losesItsKeys();
        assertThat(assume(issuer.token("RS256", claims("job-1", "app", 60))).fault())
                .startsWith("InvalidIdentityToken: Couldn't retrieve verification key from your identity provider,");
    }

    private Answer assume(String token) {
        return assume(token, "");
    }

    private Answer assume(String token, String more) {
        String form = "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleSessionName=build&RoleArn="
                + URLEncoder.encode(role, UTF_8) + "&WebIdentityToken=" + URLEncoder.encode(token, UTF_8)
                + more;
        Headers headers =
                new Headers().add("host", "sts.localhost").add("content-type", "application/x-www-form-urlencoded");
        return root.send(new WireRequest("POST", "/", "", headers, form.getBytes(UTF_8), "127.0.0.1", false));
    }

    private String claims(String subject, String audience, int seconds) {
        long expires = root.clock().instant().getEpochSecond() + seconds;
        return "{\"iss\":\"http://" + host + "\",\"sub\":\"" + subject + "\",\"aud\":\"" + audience + "\",\"exp\":"
                + expires + "}";
    }

    private String claims(String more) {
        return claims("job-1", "app", 60).replace("}", ',' + more + '}');
    }
}
