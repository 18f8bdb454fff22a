// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.aws;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.fault.FaultCode;
import dev.lanyard.aws.model.WireProtocol;
import dev.lanyard.aws.sigv4.AuthFailure;
import dev.lanyard.aws.sigv4.AuthFaults;
import dev.lanyard.aws.wire.Protocol;
import dev.lanyard.core.op.Dispatcher.Bound;
import dev.lanyard.core.op.Dispatcher.Served;
import dev.lanyard.core.op.Service;
import java.util.Optional;

/// One AWS service on the wire. Its protocol is made when the service is first called, so that a start pays only for
/// what it uses.
final class AwsService {
    private static final FaultCode INVALID_ACTION = () -> "InvalidAction";
    private static final FaultCode MISSING_ACTION = () -> "MissingAction";
    private static final FaultCode UNKNOWN_OPERATION = () -> "UnknownOperationException";
    private static final FaultCode UNAVAILABLE = () -> "Unavailable";
    private static final FaultCode SERVICE_UNAVAILABLE = () -> "ServiceUnavailable";

    private final Served served;
    private volatile Protocol protocol;

    AwsService(Served served) {
        this.served = served;
    }

    Service value() {
        return served.service();
    }

    Protocol protocol() {
        Protocol known = protocol;
        if (known == null) {
            known = Protocol.of(served.model());
            protocol = known;
        }
        return known;
    }

    private WireProtocol spoken() {
        return value().api().protocol();
    }

    /// The operation that is asked for, if it is here.
    Optional<Bound<?, ?>> find(dev.lanyard.aws.wire.Call asked) {
        return answersVersionOf(asked) ? asked.action().map(served.operations()::get) : Optional.empty();
    }

    private boolean answersVersionOf(dev.lanyard.aws.wire.Call asked) {
        return value().api().answers(asked.version().orElse(""));
    }

    /// What the service answers when the operation that is asked for is not here. A client must never take it for a
    /// passing failure, so it is what AWS answers when there is no such operation.
    Fault absent(dev.lanyard.aws.wire.Call asked) {
        String action = asked.action().orElse("");
        if (answersVersionOf(asked) && served.model().knows(action)) {
            return (spoken() == WireProtocol.AWS_JSON ? UNKNOWN_OPERATION : INVALID_ACTION)
                    .because("Lanyard does not implement the operation " + action + " of " + value().name() + ".");
        }
        return switch (spoken()) {
            case AWS_QUERY ->
                INVALID_ACTION.because("Could not find operation "
                        + asked.action().orElse("NO_ACTION_SPECIFIED") + " for version "
                        + asked.version().orElse("NO_VERSION_SPECIFIED"));
            case EC2_QUERY ->
                asked.action().isPresent()
                        ? INVALID_ACTION.because("The action " + action + " is not valid for this web service.")
                        : MISSING_ACTION.because("The request must contain the parameter Action");
            case AWS_JSON -> UNKNOWN_OPERATION.because("");
        };
    }

    /// What the service answers to a request that it cannot believe.
    Fault refusal(AuthFailure failure) {
        return switch (spoken()) {
            case AWS_QUERY -> AuthFaults.ofQuery(failure);
            case EC2_QUERY -> AuthFaults.ofEc2(failure);
            case AWS_JSON -> AuthFaults.ofJson(failure);
        };
    }

    /// What the service answers while the database cannot.
    Fault unavailable() {
        return spoken() == WireProtocol.EC2_QUERY
                ? UNAVAILABLE.because("The server is overloaded and can't handle the request.")
                : SERVICE_UNAVAILABLE.because("The request has failed due to a temporary failure of the server.");
    }
}
