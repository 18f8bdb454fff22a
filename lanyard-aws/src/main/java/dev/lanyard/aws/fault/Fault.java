// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.fault;

import java.util.Map;

/// A failure that is the answer to a request: a code, a message and, rarely, further members of the error shape.
/// It carries no stack trace, because it is an answer and not an accident.
public final class Fault extends RuntimeException {
    private final transient FaultCode code;
    private final transient Map<String, String> members;

    Fault(FaultCode code, String message) {
        this(code, message, Map.of());
    }

    private Fault(FaultCode code, String message, Map<String, String> members) {
        super(message, null, false, false);
        this.code = code;
        this.members = members;
    }

    /// The same fault with one more member of its shape, such as `resourceArn`.
    public Fault with(String member, String value) {
        Map<String, String> all = new java.util.TreeMap<>(members);
        all.put(member, value);
        return new Fault(code, getMessage(), Map.copyOf(all));
    }

    public FaultCode code() {
        return code;
    }

    public Map<String, String> members() {
        return members;
    }
}
