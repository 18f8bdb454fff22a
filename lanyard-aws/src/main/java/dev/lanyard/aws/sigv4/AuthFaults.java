// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.sigv4;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.fault.FaultCode;

/// An [AuthFailure] as each protocol words it. The three disagree on codes and partly on texts.
public final class AuthFaults {
    private static final String EC2_DISTRUST = "AWS was not able to validate the provided access credentials";

    private AuthFaults() {}

    /// Codes of the services that speak awsQuery: IAM and STS.
    public enum QueryCode implements FaultCode {
        MALFORMED_QUERY_STRING("MalformedQueryString"),
        MISSING_AUTHENTICATION_TOKEN("MissingAuthenticationToken"),
        INCOMPLETE_SIGNATURE("IncompleteSignature"),
        SIGNATURE_DOES_NOT_MATCH("SignatureDoesNotMatch"),
        INVALID_CLIENT_TOKEN_ID("InvalidClientTokenId"),
        EXPIRED_TOKEN("ExpiredToken");

        private final String code;

        QueryCode(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }

    /// Codes of EC2, which folds nearly everything into `AuthFailure`.
    public enum Ec2Code implements FaultCode {
        MALFORMED_QUERY_STRING("MalformedQueryString"),
        MISSING_PARAMETER("MissingParameter"),
        INCOMPLETE_SIGNATURE("IncompleteSignature"),
        AUTH_FAILURE("AuthFailure"),
        REQUEST_EXPIRED("RequestExpired");

        private final String code;

        Ec2Code(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }

    /// Codes of the services that speak awsJson, such as DMS.
    public enum JsonCode implements FaultCode {
        MALFORMED_QUERY_STRING("MalformedQueryString"),
        MISSING_AUTHENTICATION_TOKEN("MissingAuthenticationTokenException"),
        INCOMPLETE_SIGNATURE("IncompleteSignatureException"),
        INVALID_SIGNATURE("InvalidSignatureException"),
        UNRECOGNIZED_CLIENT("UnrecognizedClientException"),
        EXPIRED_TOKEN("ExpiredTokenException");

        private final String code;

        JsonCode(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }

    public static Fault ofQuery(AuthFailure failure) {
        QueryCode code = switch (failure.reason()) {
            case MALFORMED_QUERY -> QueryCode.MALFORMED_QUERY_STRING;
            case MISSING -> QueryCode.MISSING_AUTHENTICATION_TOKEN;
            case FOREIGN_SCHEME, INCOMPLETE -> QueryCode.INCOMPLETE_SIGNATURE;
            case BOTH_FORMS, EXPIRED, NOT_YET_CURRENT, WRONG_SCOPE, BAD_SIGNATURE -> QueryCode.SIGNATURE_DOES_NOT_MATCH;
            case UNKNOWN_KEY -> QueryCode.INVALID_CLIENT_TOKEN_ID;
            case EXPIRED_SESSION -> QueryCode.EXPIRED_TOKEN;
        };
        return code.because(failure.reason() == AuthFailure.Reason.BOTH_FORMS ? "" : failure.getMessage());
    }

    public static Fault ofEc2(AuthFailure failure) {
        return switch (failure.reason()) {
            case MALFORMED_QUERY -> Ec2Code.MALFORMED_QUERY_STRING.because(failure.getMessage());
            case MISSING -> Ec2Code.MISSING_PARAMETER.because("The request must contain the parameter AWSAccessKeyId");
            case FOREIGN_SCHEME, INCOMPLETE -> Ec2Code.INCOMPLETE_SIGNATURE.because(failure.getMessage());
            case EXPIRED, EXPIRED_SESSION -> Ec2Code.REQUEST_EXPIRED.because("Request has expired.");
            case BOTH_FORMS, NOT_YET_CURRENT, WRONG_SCOPE, UNKNOWN_KEY, BAD_SIGNATURE ->
                Ec2Code.AUTH_FAILURE.because(EC2_DISTRUST);
        };
    }

    public static Fault ofJson(AuthFailure failure) {
        return switch (failure.reason()) {
            case MALFORMED_QUERY -> JsonCode.MALFORMED_QUERY_STRING.because(failure.getMessage());
            case MISSING, FOREIGN_SCHEME ->
                JsonCode.MISSING_AUTHENTICATION_TOKEN.because("Missing Authentication Token");
            case INCOMPLETE -> JsonCode.INCOMPLETE_SIGNATURE.because(failure.getMessage());
            case BOTH_FORMS, EXPIRED, NOT_YET_CURRENT, WRONG_SCOPE, BAD_SIGNATURE ->
                JsonCode.INVALID_SIGNATURE.because(failure.getMessage());
            case UNKNOWN_KEY -> JsonCode.UNRECOGNIZED_CLIENT.because(failure.getMessage());
            case EXPIRED_SESSION -> JsonCode.EXPIRED_TOKEN.because(failure.getMessage());
        };
    }
}
