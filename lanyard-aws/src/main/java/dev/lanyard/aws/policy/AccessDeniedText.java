// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import java.util.Optional;

/// The sentence that AWS refuses a request with, without a final full stop.
public final class AccessDeniedText {
    private AccessDeniedText() {}

    /// @param caller the caller's ARN (of the session, when it is one), or `anonymous`
    /// @param resource as the service prints it, which is not always an ARN; empty where it prints none
    /// @param decision a deny
    public static String of(String caller, String action, Optional<String> resource, Decision decision) {
        StringBuilder text = new StringBuilder(160)
                .append("User: ")
                .append(caller)
                .append(" is not authorized to perform: ")
                .append(action);
        resource.ifPresent(name -> text.append(" on resource: ").append(name));
        return text.append(reason(action, decision)).toString();
    }

    private static String reason(String action, Decision decision) {
        return switch (decision) {
            case Decision.ExplicitDeny deny -> " with an explicit deny in " + deny.by().withArticle;
            // STS does not tell a role that distrusts the caller from one that does not exist.
            case Decision.ImplicitDeny deny when deny.missing() == PolicyType.ROLE_TRUST -> "";
            case Decision.ImplicitDeny deny ->
                " because no " + deny.missing().phrase + " allows the " + action + " action";
            case Decision.Allowed _ -> throw new IllegalArgumentException("Nothing to say of an allowed request");
        };
    }
}
