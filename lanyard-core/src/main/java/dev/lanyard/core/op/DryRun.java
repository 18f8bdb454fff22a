// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.fault.FaultCode;
import java.util.Map;

/// How a request asks to be judged without being carried out, as every EC2 request may.
enum DryRun {
    NO,
    YES,
    /// The operation tells of missing resources before it tells the verdict; nothing of it remains.
    AFTER_HANDLER;

    /// The member of EC2's inputs that the dispatcher honours for all operations.
    static final String MEMBER = "DryRun";

    private static final FaultCode CODE = () -> "DryRunOperation";

    static DryRun of(Operation<?, ?> operation, Map<String, Object> input) {
        if (!Boolean.TRUE.equals(input.get(MEMBER))) {
            return NO;
        }
        return operation.probes() ? AFTER_HANDLER : YES;
    }

    static boolean isVerdict(Fault fault) {
        return fault.code().equals(CODE);
    }

    static Fault wouldHaveSucceeded() {
        return CODE.because("Request would have succeeded, but DryRun flag is set.");
    }
}
