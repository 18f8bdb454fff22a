// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.authz;

import dev.lanyard.aws.wire.FaultCode;

/// The codes with which services refuse callers, and the simulator what it cannot simulate.
enum AuthzFault implements FaultCode {
    /// Of IAM and STS.
    ACCESS_DENIED("AccessDenied"),
    /// Of the services that speak JSON.
    ACCESS_DENIED_EXCEPTION("AccessDeniedException"),
    INVALID_CLIENT_TOKEN_ID("InvalidClientTokenId"),
    /// Of the simulator.
    INVALID_INPUT("InvalidInput"),
    /// Of the simulator.
    NO_SUCH_ENTITY("NoSuchEntity"),
    /// Of EC2.
    UNAUTHORIZED_OPERATION("UnauthorizedOperation"),
    /// Of the simulator.
    VALIDATION_ERROR("ValidationError");

    private final String code;

    AuthzFault(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
