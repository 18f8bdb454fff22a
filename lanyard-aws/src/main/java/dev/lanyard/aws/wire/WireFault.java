// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import dev.lanyard.aws.fault.FaultCode;

/// What is wrong with a request that cannot be decoded.
public enum WireFault implements FaultCode {
    /// A query string or form body with a broken percent escape, or beyond the limits.
    MALFORMED_QUERY_STRING("MalformedQueryString"),
    /// A value of the wrong type in the query protocol.
    MALFORMED_INPUT("MalformedInput"),
    /// A value of the wrong type in EC2's protocol.
    INVALID_PARAMETER_VALUE("InvalidParameterValue"),
    /// A body that is not what the JSON protocol expects.
    SERIALIZATION_EXCEPTION("SerializationException");

    private final String code;

    WireFault(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
