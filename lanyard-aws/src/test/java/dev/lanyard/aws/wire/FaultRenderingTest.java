// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.fault.FaultCode;
import org.junit.jupiter.api.Test;

class FaultRenderingTest {
    private static Fault fault(String code, String message) {
        FaultCode faultCode = () -> code;
        return faultCode.because(message);
    }

    private static WireResponse answer(String service, Fault fault) {
        return Requests.to(service).protocol().encode(fault, "id-1");
    }

    private static String body(String service, Fault fault) {
        return new String(answer(service, fault).body(), UTF_8);
    }

    @Test
    void iamFaultsNameTheSender() {
        Fault fault = fault("NoSuchEntity", "The role with name x cannot be found.");

        assertThat(answer("iam", fault).status()).isEqualTo(404);
        assertThat(body("iam", fault)).isEqualTo("""
                <ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
                  <Error>
                    <Type>Sender</Type>
                    <Code>NoSuchEntity</Code>
                    <Message>The role with name x cannot be found.</Message>
                  </Error>
                  <RequestId>id-1</RequestId>
                </ErrorResponse>
                """);
    }

    @Test
    void faultsOfTheServerNameTheReceiver() {
        assertThat(answer("sts", fault("InternalFailure", "x")).status()).isEqualTo(500);
        assertThat(body("sts", fault("InternalFailure", "x"))).contains("<Type>Receiver</Type>");
    }

    @Test
    void aFaultWithoutMessageHasNoMessageElement() {
        assertThat(body("iam", fault("MalformedInput", ""))).doesNotContain("Message");
    }

    @Test
    void faultsOfTheFrontEndHaveTheirOwnNamespace() {
        assertThat(body("iam", fault("InvalidAction", "Could not find operation X for version Y")))
                .contains("xmlns=\"http://webservices.amazon.com/AWSFault/2005-15-09\"");
    }

    @Test
    void ec2FaultsStandInAListWithoutNamespace() {
        Fault fault = fault("AuthFailure", "AWS was not able to validate the provided access credentials");

        assertThat(answer("ec2", fault).status()).isEqualTo(401);
        assertThat(answer("ec2", fault).headers().first("content-type")).contains("text/xml;charset=UTF-8");
        assertThat(body("ec2", fault)).isEqualTo("""
                <?xml version="1.0" encoding="UTF-8"?>
                <Response>
                    <Errors>
                        <Error>
                            <Code>AuthFailure</Code>
                            <Message>AWS was not able to validate the provided access credentials</Message>
                        </Error>
                    </Errors>
                    <RequestID>id-1</RequestID>
                </Response>
                """);
    }

    @Test
    void dmsFaultsCarryTheirFurtherMembers() {
        Fault fault = fault("ResourceAlreadyExistsFault", "There is \"one\".").with("resourceArn", "arn:aws:dms:x");

        assertThat(answer("dms", fault).status()).isEqualTo(400);
        assertThat(body("dms", fault))
                .isEqualTo("{\"__type\":\"ResourceAlreadyExistsFault\","
                        + "\"message\":\"There is \\\"one\\\".\",\"resourceArn\":\"arn:aws:dms:x\"}");
    }

    @Test
    void whatIamDeniesIsSpeltWithACapitalInJson() {
        assertThat(body("dms", fault("AccessDeniedException", "User: x is not authorized")))
                .isEqualTo("{\"__type\":\"AccessDeniedException\",\"Message\":\"User: x is not authorized\"}");
        assertThat(body("dms", fault("AccessDeniedFault", "No."))).contains("\"message\":\"No.\"");
        assertThat(body("dms", fault("UnknownOperationException", "")))
                .isEqualTo("{\"__type\":\"UnknownOperationException\"}");
    }
}
