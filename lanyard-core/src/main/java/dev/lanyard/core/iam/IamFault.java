// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.fault.FaultCode;

/// The error codes of IAM. Their HTTP statuses stand in the service model.
public enum IamFault implements FaultCode {
    ACCESS_DENIED("AccessDenied"),
    DELETE_CONFLICT("DeleteConflict"),
    ENTITY_ALREADY_EXISTS("EntityAlreadyExists"),
    INVALID_CLIENT_TOKEN_ID("InvalidClientTokenId"),
    INVALID_INPUT("InvalidInput"),
    INVALID_USER_TYPE("InvalidUserType"),
    LIMIT_EXCEEDED("LimitExceeded"),
    MALFORMED_POLICY_DOCUMENT("MalformedPolicyDocument"),
    NO_SUCH_ENTITY("NoSuchEntity"),
    PASSWORD_POLICY_VIOLATION("PasswordPolicyViolation"),
    POLICY_NOT_ATTACHABLE("PolicyNotAttachable"),
    UNMODIFIABLE_ENTITY("UnmodifiableEntity"),
    VALIDATION_ERROR("ValidationError");

    private final String code;

    IamFault(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
