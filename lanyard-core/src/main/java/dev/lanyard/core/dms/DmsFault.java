// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import dev.lanyard.aws.fault.FaultCode;

/// The error codes of DMS. Their HTTP statuses stand in the service model.
public enum DmsFault implements FaultCode {
    /// DMS itself was refused, unlike [#ACCESS_DENIED_EXCEPTION], with which IAM refuses the caller.
    ACCESS_DENIED("AccessDeniedFault"),
    ACCESS_DENIED_EXCEPTION("AccessDeniedException"),
    FAILED_DEPENDENCY("FailedDependencyFault"),
    INVALID_RESOURCE_STATE("InvalidResourceStateFault"),
    INVALID_SUBNET("InvalidSubnet"),
    KMS_KEY_NOT_ACCESSIBLE("KMSKeyNotAccessibleFault"),
    NOT_ENOUGH_ZONES("ReplicationSubnetGroupDoesNotCoverEnoughAZs"),
    RESOURCE_ALREADY_EXISTS("ResourceAlreadyExistsFault"),
    RESOURCE_NOT_FOUND("ResourceNotFoundFault"),
    RESOURCE_QUOTA_EXCEEDED("ResourceQuotaExceededFault"),
    S3_ACCESS_DENIED("S3AccessDeniedFault"),
    S3_RESOURCE_NOT_FOUND("S3ResourceNotFoundFault"),
    SUBNET_ALREADY_IN_USE("SubnetAlreadyInUse"),
    INVALID_PARAMETER_VALUE("InvalidParameterValueException"),
    INVALID_PARAMETER_COMBINATION("InvalidParameterCombinationException");

    private final String code;

    DmsFault(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
