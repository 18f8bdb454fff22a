// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.model.ServiceModel;
import dev.lanyard.aws.sigv4.AuthFailure.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What each protocol answers to each failure.
class AuthFaultsTest {
    private static final String OWN = "the text of the failure";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MALFORMED_QUERY | MalformedQueryString
            MISSING         | MissingAuthenticationToken
            FOREIGN_SCHEME  | IncompleteSignature
            INCOMPLETE      | IncompleteSignature
            EXPIRED         | SignatureDoesNotMatch
            NOT_YET_CURRENT | SignatureDoesNotMatch
            WRONG_SCOPE     | SignatureDoesNotMatch
            UNKNOWN_KEY     | InvalidClientTokenId
            EXPIRED_SESSION | ExpiredToken
            BAD_SIGNATURE   | SignatureDoesNotMatch
            """)
    void queryServicesTellTheText(Reason reason, String code) {
        assertFault(AuthFaults.ofQuery(new AuthFailure(reason, OWN)), code, OWN);
    }

    @Test
    void queryServicesSayNothingOfTwoForms() {
        assertFault(AuthFaults.ofQuery(new AuthFailure(Reason.BOTH_FORMS, OWN)), "SignatureDoesNotMatch", "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MALFORMED_QUERY | MalformedQueryString | the text of the failure
            MISSING         | MissingParameter     | The request must contain the parameter AWSAccessKeyId
            FOREIGN_SCHEME  | IncompleteSignature  | the text of the failure
            INCOMPLETE      | IncompleteSignature  | the text of the failure
            BOTH_FORMS      | AuthFailure          | AWS was not able to validate the provided access credentials
            EXPIRED         | RequestExpired       | Request has expired.
            NOT_YET_CURRENT | AuthFailure          | AWS was not able to validate the provided access credentials
            WRONG_SCOPE     | AuthFailure          | AWS was not able to validate the provided access credentials
            UNKNOWN_KEY     | AuthFailure          | AWS was not able to validate the provided access credentials
            EXPIRED_SESSION | RequestExpired       | Request has expired.
            BAD_SIGNATURE   | AuthFailure          | AWS was not able to validate the provided access credentials
            """)
    void ec2SaysLittle(Reason reason, String code, String message) {
        assertFault(AuthFaults.ofEc2(new AuthFailure(reason, OWN)), code, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MALFORMED_QUERY | MalformedQueryString                | the text of the failure
            MISSING         | MissingAuthenticationTokenException | Missing Authentication Token
            FOREIGN_SCHEME  | MissingAuthenticationTokenException | Missing Authentication Token
            INCOMPLETE      | IncompleteSignatureException        | the text of the failure
            BOTH_FORMS      | InvalidSignatureException           | the text of the failure
            EXPIRED         | InvalidSignatureException           | the text of the failure
            NOT_YET_CURRENT | InvalidSignatureException           | the text of the failure
            WRONG_SCOPE     | InvalidSignatureException           | the text of the failure
            UNKNOWN_KEY     | UnrecognizedClientException         | the text of the failure
            EXPIRED_SESSION | ExpiredTokenException               | the text of the failure
            BAD_SIGNATURE   | InvalidSignatureException           | the text of the failure
            """)
    void jsonServicesHaveTheirOwnCodes(Reason reason, String code, String message) {
        assertFault(AuthFaults.ofJson(new AuthFailure(reason, OWN)), code, message);
    }

    @Test
    void modelsKnowTheStatusOfEveryCode() {
        ServiceModel iam = ServiceModel.load("iam");
        ServiceModel sts = ServiceModel.load("sts");
        for (AuthFaults.QueryCode code : AuthFaults.QueryCode.values()) {
            int expected = switch (code) {
                case MALFORMED_QUERY_STRING, INCOMPLETE_SIGNATURE -> 400;
                default -> 403;
            };
            assertThat(iam.errorStatus(code.code())).as(code.code()).isEqualTo(expected);
            assertThat(sts.errorStatus(code.code())).as(code.code()).isEqualTo(expected);
        }
        ServiceModel ec2 = ServiceModel.load("ec2");
        for (AuthFaults.Ec2Code code : AuthFaults.Ec2Code.values()) {
            int expected = code == AuthFaults.Ec2Code.AUTH_FAILURE ? 401 : 400;
            assertThat(ec2.errorStatus(code.code())).as(code.code()).isEqualTo(expected);
        }
        ServiceModel dms = ServiceModel.load("dms");
        for (AuthFaults.JsonCode code : AuthFaults.JsonCode.values()) {
            assertThat(dms.errorStatus(code.code())).as(code.code()).isEqualTo(400);
        }
    }

    private static void assertFault(Fault fault, String code, String message) {
        assertThat(fault.code().code()).isEqualTo(code);
        assertThat(fault.getMessage()).isEqualTo(message);
    }
}
