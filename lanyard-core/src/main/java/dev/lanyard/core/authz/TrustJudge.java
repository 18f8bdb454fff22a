// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.authz;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.aws.policy.Context;
import dev.lanyard.aws.policy.PolicyEngine;
import dev.lanyard.aws.policy.Principal;
import dev.lanyard.aws.policy.Request;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Permission;
import java.time.Instant;
import java.util.List;

/// Decides where the trust policy of a role has the only say, because whoever takes the role on has no policies of its
/// own. Callers that have some are judged by the [PolicyAuthorizer]. All permissions are on a role and carry its trust
/// policy.
public final class TrustJudge {
    private TrustJudge() {}

    /// Whether an AWS service may take the role on. Services call over TLS, and do not tell whence and with what.
    ///
    /// @param service its principal, such as `ec2.amazonaws.com`
    /// @param region where it does
    public static boolean admitsService(String service, Permission permission, Region region, Instant now) {
        Context context = GlobalKeys.of(now, region)
                .put("aws:SecureTransport", "true")
                .put("aws:PrincipalIsAWSService", "true")
                .put("aws:PrincipalServiceName", service)
                .put("aws:PrincipalServiceNamesList", List.of(service));
        return admits(Principal.service(service), permission, context);
    }

    /// Whether somebody may take the role on for whom an identity provider has vouched.
    public static boolean admitsBearer(Arn provider, Permission permission, Call call) {
        Context context =
                GlobalKeys.of(call.now(), call.region(), call.origin()).put("aws:PrincipalIsAWSService", "false");
        return admits(Principal.identityProvider(provider.toString()), permission, context);
    }

    private static boolean admits(Principal principal, Permission permission, Context context) {
        permission.keys().forEach(context::put);
        Request request = new Request(principal, permission.action(), permission.resource(), context);
        return PolicyEngine.trust(request, permission.trust().orElseThrow().policy())
                .isAllowed();
    }
}
