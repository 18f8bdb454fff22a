// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.wire.FaultCode;

/// The error codes of IAM. Their HTTP statuses stand in the service model.
public enum IamFault implements FaultCode {
    NO_SUCH_ENTITY("NoSuchEntity"),
    ENTITY_ALREADY_EXISTS("EntityAlreadyExists"),
    LIMIT_EXCEEDED("LimitExceeded"),
    DELETE_CONFLICT("DeleteConflict"),
    INVALID_INPUT("InvalidInput"),
    MALFORMED_POLICY_DOCUMENT("MalformedPolicyDocument"),
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
