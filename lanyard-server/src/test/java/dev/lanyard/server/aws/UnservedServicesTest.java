// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.sigv4.SigV4Signer;
import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnservedServicesTest {
    private static final Wire WIRE = Wire.start();
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

    @AfterAll
    static void stop() {
        WIRE.close();
    }

    private static String sentence(String service) {
        return service + " is not a service of Lanyard, which serves iam, sts, ec2, dms.";
    }

    private static WireRequest request(String method, String path, Headers headers, String body) {
        return new WireRequest(
                method, path, "", headers.add("host", "localhost"), body.getBytes(UTF_8), "127.0.0.1", false);
    }

    private static WireRequest form(String body) {
        return request("POST", "/", new Headers().add("content-type", FORM), body);
    }

    /// Signed with a secret that nobody has.
    private static SigV4Signer signer(String service) {
        return new SigV4Signer("AKIAIOSFODNN7EXAMPLE", "wrong", Optional.empty(), "us-east-1", service);
    }

    private static Answer signed(String service, WireRequest request) {
        return WIRE.send(signer(service).sign(request, WIRE.clock().instant()));
    }

    private static void assertJson(Answer answer, String service) {
        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.body())
                .isEqualTo("{\"__type\":\"NotImplemented\",\"message\":\"" + sentence(service) + "\"}");
        assertThat(answer.headers()).containsEntry("x-amzn-errortype", "NotImplemented");
    }

    private static void assertXml(Answer answer, String service) {
        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.body())
                .isEqualTo("<ErrorResponse><Error><Type>Receiver</Type><Code>NotImplemented</Code><Message>"
                        + sentence(service) + "</Message></Error><RequestId>" + answer.text("RequestId")
                        + "</RequestId></ErrorResponse>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3", "s3express", "s3-object-lambda", "s3-outposts"})
    void s3IsToldInItsXml(String service) {
        Answer answer = signed(service, request("GET", "/bucket/key", new Headers(), ""));
        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.headers()).containsEntry("content-type", "application/xml");
        assertThat(answer.body())
                .isEqualTo("<Error><Code>NotImplemented</Code><Message>" + sentence(service) + "</Message><RequestId>"
                        + answer.headers().get("x-amz-request-id") + "</RequestId></Error>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sns", "rds", "cloudformation", "elasticloadbalancing", "autoscaling", "monitoring"})
    void servicesWithActionsAreToldInXml(String service) {
        assertXml(signed(service, form("Action=DescribeAny&Version=2010-03-31")), service);
        WireRequest link = new WireRequest(
                "GET",
                "/",
                "Action=DescribeAny&Version=2010-03-31",
                new Headers().add("host", "localhost"),
                new byte[0],
                "127.0.0.1",
                false);
        assertXml(WIRE.send(signer(service).presign(link, WIRE.clock().instant(), Duration.ofHours(1))), service);
    }

    @ParameterizedTest
    @ValueSource(strings = {"route53", "cloudfront"})
    void theOtherServicesOfXmlAreToldInXml(String service) {
        assertXml(signed(service, request("GET", "/2013-04-01/hostedzone", new Headers(), "")), service);
    }

    @ParameterizedTest
    @CsvSource({"dynamodb, DynamoDB_20120810.ListTables", "kms, TrentService.ListKeys", "sqs, AmazonSQS.ListQueues"})
    void servicesWithTargetsAreToldInJson(String service, String target) {
        Headers headers =
                new Headers().add("content-type", "application/x-amz-json-1.0").add("x-amz-target", target);
        assertJson(signed(service, request("POST", "/", headers, "{}")), service);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lambda", "eks", "execute-api", "cloudtrail"})
    void servicesWithPathsAreToldInJson(String service) {
        assertJson(signed(service, request("GET", "/2015-03-31/functions/", new Headers(), "")), service);
    }

    @Test
    void cborIsToldInCbor() {
        Headers headers = new Headers().add("smithy-protocol", "rpc-v2-cbor").add("content-type", "application/cbor");
        Answer answer =
                signed("monitoring", request("POST", "/service/Granite/operation/ListMetrics", headers, "\u007f"));
        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.headers())
                .containsEntry("content-type", "application/cbor")
                .containsEntry("smithy-protocol", "rpc-v2-cbor");
        assertThat(answer.body())
                .contains("__type", "NotImplemented", "message", sentence("monitoring"))
                .hasSize(1
                        + 4 * 2
                        + "__typeNotImplementedmessage".length()
                        + sentence("monitoring").length());
    }

    @ParameterizedTest
    @CsvSource({
        "AWSCognitoIdentityProviderService.InitiateAuth, AWSCognitoIdentityProviderService",
        "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents, CloudTrail"
    })
    void unsignedTargetsAreToldAsWell(String target, String service) {
        assertJson(WIRE.send(request("POST", "/", new Headers().add("x-amz-target", target), "{}")), service);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<b>", "a\"b", "a&b", "-", "é"})
    void namesThatNoServiceHasAreWrongScopes(String name) {
        WireRequest request = form("Action=ListRoles&Version=2010-05-08");
        request.headers()
                .add(
                        "authorization",
                        "AWS4-HMAC-SHA256 Credential=test/20260212/us-east-1/" + name
                                + "/aws4_request, SignedHeaders=host, Signature=0");
        request.headers().add("x-amz-date", "20260212T112747Z");
        assertThat(WIRE.send(request).fault())
                .isEqualTo("SignatureDoesNotMatch: Credential should be scoped to correct service: 'iam'. ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AmazonDMSv20160101.", "AmazonDMSv20160101.Nothing", "NoDot", "."})
    void unsignedTargetsOfServicesThatAreHereOrOfNoneLackASignature(String target) {
        assertThat(WIRE.send(request("POST", "/", new Headers().add("x-amz-target", target), "{}"))
                        .fault())
                .isEqualTo("MissingAuthenticationTokenException: Missing Authentication Token");
    }
}
