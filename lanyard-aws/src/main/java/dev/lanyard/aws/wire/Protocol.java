// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import dev.lanyard.aws.model.OperationModel;
import java.util.Map;

/// How one service puts requests and answers on the wire. Data is the tree that [dev.lanyard.aws.model.Shape]
/// describes.
public interface Protocol {

    /// Reads what the request asks for.
    ///
    /// @throws Fault when the request is malformed
    Call read(WireRequest request);

    /// The operation's input, unvalidated: members that the model does not know are dropped.
    ///
    /// @throws Fault when a value cannot be what the model says
    Map<String, Object> decode(OperationModel operation, Call call);

    /// The answer of an operation that succeeded.
    WireResponse encode(OperationModel operation, Map<String, Object> output, Call call, String requestId);

    /// The answer of an operation that failed. The HTTP status is the model's.
    WireResponse encode(Fault fault, String requestId);
}
