// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.authz;

import dev.lanyard.aws.policy.AccessDeniedText;
import dev.lanyard.aws.policy.Decision;
import dev.lanyard.aws.wire.Fault;
import dev.lanyard.core.op.Permission;
import java.util.Optional;

/// A denial as each service words it.
record Denials(AuthorizationMessages messages) {
    private static final String EC2 = "You are not authorized to perform this operation. ";

    Fault of(Judgement judgement, Decision decision) {
        Permission permission = judgement.permission();
        return switch (judgement.service()) {
            case "ec2" -> ofEc2(judgement, decision);
            case "dms" -> AuthzFault.ACCESS_DENIED_EXCEPTION.because(text(judgement, decision, permission.shown()));
            default -> AuthzFault.ACCESS_DENIED.because(text(judgement, decision, permission.shown()));
        };
    }

    /// Actions without resources, the describing ones, are refused without a resource and without a message to decode.
    private Fault ofEc2(Judgement judgement, Decision decision) {
        Permission permission = judgement.permission();
        if (permission.resource().equals("*")) {
            String arn = judgement.call().caller().arn().toString();
            return AuthzFault.UNAUTHORIZED_OPERATION.because(
                    EC2 + AccessDeniedText.of(arn, permission.action(), Optional.empty(), decision));
        }
        return AuthzFault.UNAUTHORIZED_OPERATION.because(EC2 + text(judgement, decision, permission.shown())
                + ". Encoded authorization failure message: " + messages.encode(judgement, decision));
    }

    private static String text(Judgement judgement, Decision decision, String resource) {
        String arn = judgement.call().caller().arn().toString();
        return AccessDeniedText.of(arn, judgement.permission().action(), Optional.of(resource), decision);
    }
}
