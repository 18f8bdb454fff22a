// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.fault.FaultCode;
import dev.lanyard.aws.json.Json.Position;
import dev.lanyard.aws.policy.PolicyDocument.NamedPrincipal;
import dev.lanyard.aws.policy.PolicyDocument.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustPolicyTest {
    private static final FaultCode MALFORMED = () -> "MalformedPolicyDocument";
    private static final String GOOD = """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            nonsense                                                         | This policy contains invalid Json
            [S]                                                              | This policy contains invalid Json
            {"Statement":[S],"Statement":[S]}                                | This policy contains invalid Json
            {"Statement":[S]} x                                              | This policy contains invalid Json
            {"Version":"2013-10-17","Statement":[S]}                         | The policy must contain a valid version string
            {"Version":1,"Statement":[S]}                                    | The policy must contain a valid version string
            {"Version":"2012-10-17"}                                         | Could not parse the policy: Statement is empty!
            {"Statement":[]}                                                 | Could not parse the policy: Statement is empty!
            {"Statement":[S],"Statements":[]}                                | Syntax error in policy.
            {"Statement":["S"]}                                              | Syntax error in policy.
            {"Statement":{P,A,"Effect":"Allow","Role":"x"}}                  | Syntax error in policy.
            {"Statement":{P,A}}                                              | Missing required field Effect
            {"Statement":{P,A,"Effect":"allow"}}                             | Invalid effect: allow
            {"Statement":{A,"Effect":"Allow"}}                               | Missing required field Principal
            {"Statement":{A,"Effect":"Allow","Principal":{}}}                | Missing required field Principal cannot be empty!
            {"Statement":{A,"Effect":"Allow","Principal":{"AWS":[]}}}        | Missing required field Principal cannot be empty!
            {"Statement":{A,"Effect":"Allow","Principal":"*"}}               | AssumeRolepolicy contained an invalid principal: "STAR":"*".
            {"Statement":{A,"Effect":"Allow","NotPrincipal":{"AWS":"*"}}}    | Allow with NotPrincipal is not allowed.
            {"Statement":{P,"Effect":"Allow"}}                               | Missing required field Action
            {"Statement":{P,"Effect":"Allow","Action":[]}}                   | Missing required field Action
            {"Statement":{P,"Effect":"Allow","Action":"*"}}                  | AssumeRole policy may only specify STS AssumeRole actions.
            {"Statement":{P,"Effect":"Allow","Action":"s3:GetObject"}}       | AssumeRole policy may only specify STS AssumeRole actions.
            {"Statement":{P,"Effect":"Allow","Action":"sts:GetCallerIdentity"}} | AssumeRole policy may only specify STS AssumeRole actions.
            {"Statement":{P,A,"Effect":"Allow","Resource":"*"}}              | Has prohibited field Resource
            {"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}  | Has prohibited field Resource
            {"Statement":{P,A,"Effect":"Allow","NotResource":"*"}}           | AssumeRole policy must not contain resources.
            {"Statement":[{"Sid":"a",P,A,"Effect":"Allow"},{"Sid":"a",P,A,"Effect":"Deny"}]} | The Statement Ids in the policy are not unique
            {"Statement":{P,A,"Effect":"Allow","Condition":{"Like":{"a":"b"}}}} | Syntax error in policy.
            {"Statement":{A,"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/*"}}} | Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:role/*"
            {"Statement":{A,"Effect":"Allow","Principal":{"AWS":"bob"}}}     | Invalid principal in policy: "AWS":"bob"
            {"Statement":{A,"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::1:root"}}} | Invalid principal in policy: "AWS":"arn:aws:iam::1:root"
            {"Statement":{A,"Effect":"Allow","Principal":{"Service":"ec2"}}} | Invalid principal in policy: "SERVICE":"ec2"
            {"Statement":{A,"Effect":"Allow","Principal":{"Everyone":"x"}}}  | Invalid principal in policy: "Everyone"
            """)
    void badDocumentsAreRejectedWithTheTextOfTheService(String document, String problem) {
        assertThatThrownBy(() -> TrustPolicy.validate(expand(document), MALFORMED))
                .isInstanceOfSatisfying(Fault.class, f -> assertThat(f.code()).isSameAs(MALFORMED))
                .hasMessage(problem);
    }

    private static String expand(String document) {
        return document.replace("[S]", "[{P,A,\"Effect\":\"Allow\"}]")
                .replace("P,", "\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},")
                .replace("A,", "\"Action\":\"sts:AssumeRole\",")
                .replace("A}", "\"Action\":\"sts:AssumeRole\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Statement\":[S]}",
                "{\"Version\":\"2008-10-17\",\"Id\":\"x\",\"Statement\":[S]}",
                "{\"Statement\":{P,\"Effect\":\"Allow\",\"Action\":[\"sts:assumerole\",\"sts:TagSession\",\"sts:SetContext\"]}}",
                "{\"Statement\":{P,\"Effect\":\"Allow\",\"Action\":[\"sts:*\",\"sts:AssumeRole*\",\"sts:AssumeRoleWithSAML\"]}}",
                "{\"Statement\":{A,\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"}}}",
                "{\"Statement\":{A,\"Effect\":\"Allow\",\"Principal\":{\"AWS\":[\"111122223333\",\"AIDAQ3EGVEXAMPLE2345\"]}}}",
                "{\"Statement\":{A,\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.us-east-1.amazonaws.com.cn\"}}}",
                "{\"Statement\":{A,\"Effect\":\"Deny\",\"NotPrincipal\":{\"AWS\":\"arn:aws:iam::111122223333:user/x/bob\"}}}",
                "{\"Statement\":{A,\"Effect\":\"Allow\",\"Principal\":{\"Federated\":\"cognito-identity.amazonaws.com\"}}}",
                "{\"Statement\":[{\"Sid\":\"\",P,A,\"Effect\":\"Allow\"},{\"Sid\":\"\",P,A,\"Effect\":\"Deny\",\"Condition\":{\"Bool\":{\"a\":true}}}]}"
            })
    void goodDocumentsAreRead(String document) {
        assertThat(TrustPolicy.validate(expand(document), MALFORMED).statements())
                .isNotEmpty();
    }

    @Test
    void theResultNamesEveryPrincipalInOrder() {
        PolicyDocument document = TrustPolicy.validate("""
                {"Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
                  "Principal":{"Service":["ec2.amazonaws.com","ssm.amazonaws.com"],"AWS":"arn:aws:iam::111122223333:role/a"}}]}
                """, MALFORMED);
        assertThat(document.principals())
                .containsExactly(
                        new NamedPrincipal("Service", "ec2.amazonaws.com"),
                        new NamedPrincipal("Service", "ssm.amazonaws.com"),
                        new NamedPrincipal("AWS", "arn:aws:iam::111122223333:role/a"));
        assertThat(TrustPolicy.invalidPrincipal(document.principals().getLast()))
                .isEqualTo("Invalid principal in policy: \"AWS\":\"arn:aws:iam::111122223333:role/a\"");
        assertThat(TrustPolicy.invalidPrincipal(new NamedPrincipal("Federated", "x")))
                .isEqualTo("Invalid principal in policy: \"FEDERATED\":\"x\"");
    }

    @Test
    void statementsKnowWhereTheyStand() {
        Statement onOneLine = TrustPolicy.validate(GOOD, MALFORMED).statements().getFirst();
        assertThat(onOneLine.start()).isEqualTo(new Position(1, GOOD.indexOf("{\"Effect") + 2));
        assertThat(onOneLine.end()).isEqualTo(new Position(1, GOOD.length()));

        Statement recorded = PolicyDocument.parse(
                        "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\"}}")
                .statements()
                .getFirst();
        assertThat(recorded.start()).isEqualTo(new Position(1, 41));

        Statement onLines = PolicyDocument.parse(
                        "{\"Statement\": [\n  {\n\"Effect\":\"Deny\",\"Action\":\"*\"\r\n  }]}")
                .statements()
                .getFirst();
        assertThat(onLines.start()).isEqualTo(new Position(2, 4));
        assertThat(onLines.end()).isEqualTo(new Position(4, 4));
    }

    @Test
    void rewritingPrincipalsChangesNothingElse() {
        String text = """
                { "Statement" : [ {"Effect":"Allow", "Action":"sts:AssumeRole","Principal" :{"AWS": [ "111122223333" ,"arn:aws:iam::111122223333:role\\/b"],
                   "Service":"ec2.amazonaws.com"}},{"Sid":"111122223333"} ] }""";
        String rewritten = TrustPolicy.withPrincipals(text, p -> switch (p.value()) {
            case "111122223333" -> "arn:aws:iam::111122223333:root";
            case "arn:aws:iam::111122223333:role/b" -> "AROAEXAMPLE";
            default -> p.value();
        });
        assertThat(rewritten)
                .isEqualTo(text.replace("[ \"111122223333\"", "[ \"arn:aws:iam::111122223333:root\"")
                        .replace("arn:aws:iam::111122223333:role\\/b", "AROAEXAMPLE"));
        assertThat(TrustPolicy.withPrincipals(text, NamedPrincipal::value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            { "a" : "b c" }      | 11
            {"a\\" b":1}         | 11
            ~{\t"a":\n"\\\\" }~  | 10
            """)
    void theSizeOfADocumentLeavesOutWhitespaceBetweenTokens(String text, int size) {
        assertThat(TrustPolicy.sizeWithoutWhitespace(text)).isEqualTo(size);
    }

    @Test
    void aDocumentThatNestsWithoutEndIsInvalidJson() {
        assertThatThrownBy(() -> TrustPolicy.validate("{\"a\":".repeat(100_000), MALFORMED))
                .hasMessage("This policy contains invalid Json");
        assertThatThrownBy(() -> TrustPolicy.validate("[".repeat(100) + "]".repeat(100), MALFORMED))
                .hasMessage("This policy contains invalid Json");
    }
}
