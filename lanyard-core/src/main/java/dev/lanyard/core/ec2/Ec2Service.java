// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2;

import static dev.lanyard.core.ec2.Ec2Fault.UNAUTHORIZED_OPERATION;

import dev.lanyard.aws.model.WireProtocol;
import dev.lanyard.aws.policy.AccessDeniedText;
import dev.lanyard.aws.policy.Decision;
import dev.lanyard.aws.validate.Validation;
import dev.lanyard.aws.wire.Fault;
import dev.lanyard.core.op.Audience;
import dev.lanyard.core.op.Denial;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.op.Service;
import dev.lanyard.core.op.Service.Api;
import dev.lanyard.core.op.Service.Guard;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// EC2, the only service here that has had several versions.
public final class Ec2Service {
    private static final List<String> EARLIER = List.of("2016-09-15", "2016-04-01", "2015-10-01", "2014-10-01");

    public static final Service EC2 = new Service(
            "ec2",
            new Api(WireProtocol.EC2_QUERY, "2016-11-15", EARLIER, Validation.EC2),
            new Guard(Optional.empty(), Audience.SIGNED, Ec2Service::denial, Map.of()));

    private Ec2Service() {}

    /// Actions without resources, the describing ones, are refused without a resource and without a message to decode.
    private static Fault denial(String caller, Permission missing, Decision decision, Supplier<String> explanation) {
        String text = missing.resource().equals("*")
                ? AccessDeniedText.of(caller, missing.action(), Optional.empty(), decision)
                : Denial.sentence(caller, missing, decision) + ". Encoded authorization failure message: "
                        + explanation.get();
        return UNAUTHORIZED_OPERATION.because("You are not authorized to perform this operation. " + text);
    }
}
