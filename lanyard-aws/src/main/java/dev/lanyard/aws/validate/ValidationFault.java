// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.validate;

import dev.lanyard.aws.fault.FaultCode;

/// The codes with which services refuse an input that breaks the model.
enum ValidationFault implements FaultCode {
    VALIDATION_ERROR("ValidationError"),
    MISSING_PARAMETER("MissingParameter"),
    INVALID_PARAMETER_VALUE("InvalidParameterValue"),
    INVALID_PARAMETER_VALUE_EXCEPTION("InvalidParameterValueException");

    private final String code;

    ValidationFault(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
