// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2;

import static dev.lanyard.core.ec2.Ec2Fault.FILTER_LIMIT_EXCEEDED;
import static dev.lanyard.core.ec2.Ec2Fault.IDEMPOTENT_PARAMETER_MISMATCH;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_COMBINATION;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.ec2.Ec2Fault.MISSING_PARAMETER;
import static dev.lanyard.core.ec2.Ec2Fault.TAG_LIMIT_EXCEEDED;
import static dev.lanyard.core.ec2.Ec2Fault.UNAUTHORIZED_OPERATION;
import static dev.lanyard.core.ec2.Ec2Fault.UNSUPPORTED;
import static dev.lanyard.core.ec2.Ec2Fault.UNSUPPORTED_OPERATION;
import static java.util.stream.Collectors.toUnmodifiableList;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.fault.FaultCode;
import dev.lanyard.aws.model.WireProtocol;
import dev.lanyard.aws.policy.AccessDeniedText;
import dev.lanyard.aws.policy.Decision;
import dev.lanyard.aws.validate.Validation;
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
import java.util.stream.Stream;

/// EC2, the only service here that has had several versions.
public final class Ec2Service {
    private static final List<String> EARLIER = List.of("2016-09-15", "2016-04-01", "2015-10-01", "2014-10-01");

    /// What AWS calls common client errors, and what comes of ids, filters, tags and options, which all operations take
    /// alike: which of them one takes stands in its input.
    private static final List<FaultCode> COMMON = Stream.concat(
                    Stream.of(
                            FILTER_LIMIT_EXCEEDED,
                            IDEMPOTENT_PARAMETER_MISMATCH,
                            INVALID_PARAMETER,
                            INVALID_PARAMETER_COMBINATION,
                            INVALID_PARAMETER_VALUE,
                            MISSING_PARAMETER,
                            TAG_LIMIT_EXCEEDED,
                            UNSUPPORTED,
                            UNSUPPORTED_OPERATION),
                    Stream.of(ResourceType.values()).flatMap(ResourceType::faults))
            .collect(toUnmodifiableList());

    public static final Service EC2 = new Service(
            "ec2",
            new Api(WireProtocol.EC2_QUERY, "2016-11-15", EARLIER, Validation.EC2),
            new Guard(Optional.empty(), Audience.SIGNED, Ec2Service::denial, Map.of()),
            COMMON);

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
