// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import static dev.lanyard.core.sts.StsFault.ACCESS_DENIED;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.model.WireProtocol;
import dev.lanyard.aws.validate.Validation;
import dev.lanyard.core.op.Audience;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.op.Denial;
import dev.lanyard.core.op.Service;
import dev.lanyard.core.op.Service.Api;
import dev.lanyard.core.op.Service.Guard;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// STS, and who may ask it for what.
public final class StsService {
    public static final Service STS = new Service(
            "sts",
            new Api(WireProtocol.AWS_QUERY, "2011-06-15", List.of(), Validation.STS),
            new Guard(
                    Optional.empty(),
                    Audience.withoutTokens(StsService::notWithToken),
                    Denial.with(ACCESS_DENIED),
                    Map.of()),
            List.of(ACCESS_DENIED, StsFault.VALIDATION_ERROR));

    /// Who may assume roles: neither a true root nor a federated user. An administrator who goes by the name of root
    /// may where policies let him.
    static final Audience ASSUMERS = new Audience(true, true, (caller, operation) -> switch (caller) {
        case Caller.Root root -> root.administrator() ? Optional.empty() : Optional.of(notAsRoot());
        case Caller.TokenBearer bearer when bearer.holder() instanceof Caller.Root -> Optional.of(notAsRoot());
        case Caller.FederatedUser _ -> Optional.of(notWithToken(operation));
        default -> Optional.empty();
    });

    private StsService() {}

    private static Fault notAsRoot() {
        return ACCESS_DENIED.because("Roles may not be assumed by root accounts.");
    }

    private static Fault notWithToken(String operation) {
        return ACCESS_DENIED.because("Cannot call " + operation + " with session credentials");
    }
}
