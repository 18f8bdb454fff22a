// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.aws;

import dev.lanyard.aws.model.ServiceModel;
import dev.lanyard.aws.model.WireProtocol;
import dev.lanyard.aws.sigv4.AuthFailure;
import dev.lanyard.aws.sigv4.AuthFaults;
import dev.lanyard.aws.validate.Validation;
import dev.lanyard.aws.wire.Fault;
import dev.lanyard.aws.wire.FaultCode;
import dev.lanyard.aws.wire.Protocol;

/// Everything that one AWS service needs besides its operations. The parts are made when the service is first called,
/// so that a start pays only for what it uses.
final class AwsService {
    private final ServiceModel model;
    private volatile Parts parts;

    private record Parts(Protocol protocol, Validation validation) {}

    AwsService(ServiceModel model) {
        this.model = model;
    }

    private Parts parts() {
        Parts known = parts;
        if (known == null) {
            known = new Parts(Protocol.of(model), Validation.of(model));
            parts = known;
        }
        return known;
    }

    /// As signatures and operations name it, such as `iam`.
    String name() {
        return model.signingName();
    }

    /// What the service answers to a request that it cannot believe.
    Fault refusal(AuthFailure failure) {
        return switch (model.protocol()) {
            case AWS_QUERY -> AuthFaults.ofQuery(failure);
            case EC2_QUERY -> AuthFaults.ofEc2(failure);
            case AWS_JSON -> AuthFaults.ofJson(failure);
        };
    }

    /// What the service answers while the database cannot.
    Fault unavailable() {
        return model.protocol() == WireProtocol.EC2_QUERY
                ? Unavailability.EC2.because("The server is overloaded and can't handle the request.")
                : Unavailability.OTHERS.because("The request has failed due to a temporary failure of the server.");
    }

    private enum Unavailability implements FaultCode {
        EC2("Unavailable"),
        OTHERS("ServiceUnavailable");

        private final String code;

        Unavailability(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }

    ServiceModel model() {
        return model;
    }

    Protocol protocol() {
        return parts().protocol;
    }

    Validation validation() {
        return parts().validation;
    }
}
