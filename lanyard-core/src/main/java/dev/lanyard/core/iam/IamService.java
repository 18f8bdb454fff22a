// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.arn.Region;
import dev.lanyard.aws.model.WireProtocol;
import dev.lanyard.aws.validate.Validation;
import dev.lanyard.core.op.Audience;
import dev.lanyard.core.op.Denial;
import dev.lanyard.core.op.Service;
import dev.lanyard.core.op.Service.Api;
import dev.lanyard.core.op.Service.Guard;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// IAM, which is everywhere and yet in one region.
public final class IamService {
    /// Without MFA, which no caller has, credentials of GetSessionToken and GetFederationToken are of no use here.
    private static final Audience AUDIENCE = Audience.withoutTokens(
            _ -> IamFault.INVALID_CLIENT_TOKEN_ID.because("The security token included in the request is invalid"));

    public static final Service IAM = new Service(
            "iam",
            new Api(WireProtocol.AWS_QUERY, "2010-05-08", List.of(), Validation.IAM),
            new Guard(Optional.of(new Region("us-east-1")), AUDIENCE, Denial.with(IamFault.ACCESS_DENIED), Map.of()),
            List.of(IamFault.ACCESS_DENIED, IamFault.VALIDATION_ERROR));

    private IamService() {}
}
