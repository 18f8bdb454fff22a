// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import dev.lanyard.aws.fault.FaultCode;

/// The error codes of STS. Their HTTP statuses stand in the service model.
public enum StsFault implements FaultCode {
    ACCESS_DENIED("AccessDenied"),
    EXPIRED_IDENTITY_TOKEN("ExpiredTokenException"),
    IDP_COMMUNICATION_ERROR("IDPCommunicationError"),
    INVALID_AUTHORIZATION_MESSAGE("InvalidAuthorizationMessageException"),
    INVALID_IDENTITY_TOKEN("InvalidIdentityToken"),
    INVALID_PARAMETER_VALUE("InvalidParameterValue"),
    MALFORMED_POLICY_DOCUMENT("MalformedPolicyDocument"),
    PACKED_POLICY_TOO_LARGE("PackedPolicyTooLarge"),
    VALIDATION_ERROR("ValidationError");

    private final String code;

    StsFault(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
