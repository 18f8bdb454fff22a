// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.model.OperationModel;
import dev.lanyard.aws.model.ServiceModel;
import java.util.Map;

/// How one service puts requests and answers on the wire. Data is the tree that [dev.lanyard.aws.model.Shape]
/// describes.
public sealed interface Protocol permits AwsQuery, Ec2Query, AwsJson {

    /// The protocol that the service speaks.
    static Protocol of(ServiceModel model) {
        return switch (model.protocol()) {
            case AWS_QUERY -> new AwsQuery(model);
            case EC2_QUERY -> new Ec2Query(model);
            case AWS_JSON -> new AwsJson(model);
        };
    }

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
