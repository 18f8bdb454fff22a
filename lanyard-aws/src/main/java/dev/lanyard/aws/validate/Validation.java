// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.validate;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.model.OperationModel;
import dev.lanyard.aws.model.WireProtocol;
import java.util.List;
import java.util.Map;

/// Checks an operation's input against the model and answers as the service does: one fault that names everything that
/// is wrong (IAM, STS) or the first thing (EC2, DMS).
public final class Validation {
    /// Says what is wrong in the words of one service. The list is never empty.
    interface Wording {
        Fault fault(List<Violation> violations);
    }

    public static final Validation IAM = new Validation(WireProtocol.AWS_QUERY, ConstraintWording.IAM);
    public static final Validation STS = new Validation(WireProtocol.AWS_QUERY, ConstraintWording.STS);
    public static final Validation EC2 = new Validation(WireProtocol.EC2_QUERY, ParameterWording.EC2);
    public static final Validation DMS = new Validation(WireProtocol.AWS_JSON, ParameterWording.DMS);

    private final WireProtocol protocol;
    private final Wording wording;

    private Validation(WireProtocol protocol, Wording wording) {
        this.protocol = protocol;
        this.wording = wording;
    }

    /// @throws Fault when the input breaks the model
    public void check(OperationModel operation, Map<String, Object> input) {
        if (operation.input().isEmpty()) {
            return;
        }
        List<Violation> violations = Inspection.of(input, operation.input().get(), protocol);
        if (!violations.isEmpty()) {
            throw wording.fault(violations);
        }
    }
}
