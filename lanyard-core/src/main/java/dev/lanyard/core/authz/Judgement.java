// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.authz;

import dev.lanyard.aws.policy.Context;
import dev.lanyard.aws.policy.Decision;
import dev.lanyard.aws.policy.PolicyEngine;
import dev.lanyard.aws.policy.PolicySets;
import dev.lanyard.aws.policy.Request;
import dev.lanyard.aws.text.Work;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Origin;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.op.Service;
import java.util.List;
import java.util.Map;

/// One permission held against all policies that bind a caller. Made from the same inputs it always comes to the same
/// decision, so that it can be explained later.
record Judgement(Service service, Call call, Requester requester, Permission permission) {
    /// @param work what is left for all judgements of one call
    Decision decide(Work work) {
        Decision decision = PolicyEngine.evaluate(request(permission.action()), sets(), work);
        String spelling = service.guard().spellings().get(permission.action());
        if (spelling != null && !(decision instanceof Decision.ExplicitDeny)) {
            Decision other = PolicyEngine.evaluate(request(spelling), sets(), work);
            if (!(other instanceof Decision.ImplicitDeny)) {
                decision = other;
            }
        }
        return permission.onlyUnlessDenied() && decision instanceof Decision.ImplicitDeny
                ? new Decision.Allowed()
                : decision;
    }

    Request request(String action) {
        return new Request(requester.principal(), action, permission.resource(), context());
    }

    PolicySets sets() {
        return permission.trust().map(requester.sets()::trust).orElse(requester.sets());
    }

    /// How many characters of the request it holds on to.
    int size() {
        Origin origin = call.origin();
        int size = permission.resource().length()
                + origin.userAgent().map(String::length).orElse(0)
                + origin.referer().map(String::length).orElse(0);
        for (Map.Entry<String, List<String>> key : permission.keys().entrySet()) {
            size += key.getKey().length();
            for (String value : key.getValue()) {
                size += value.length();
            }
        }
        return size;
    }

    /// Every global condition key that AWS fills, and the permission's own.
    Context context() {
        Context context = GlobalKeys.of(call.now(), service.region(call.region()), call.origin());
        requester.describe(context);
        for (Map.Entry<String, List<String>> key : permission.keys().entrySet()) {
            context.put(key.getKey(), key.getValue());
        }
        return context;
    }
}
