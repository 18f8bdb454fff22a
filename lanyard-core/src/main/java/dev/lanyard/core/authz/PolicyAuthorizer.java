// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.authz;

import dev.lanyard.aws.policy.Decision;
import dev.lanyard.aws.wire.Fault;
import dev.lanyard.core.op.Audience;
import dev.lanyard.core.op.Authorizer;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Permission;
import java.util.List;
import java.util.function.Supplier;

/// Holds every call against the policies that bind its caller, as AWS does.
public final class PolicyAuthorizer implements Authorizer {
    private final Denials denials;
    private final DecisionLog log;

    public PolicyAuthorizer(AuthorizationMessages messages, DecisionLog log) {
        this.denials = new Denials(messages);
        this.log = log;
    }

    @Override
    public void check(Operation<?, ?> operation, Supplier<List<Permission>> needed, Call call) {
        switch (call.caller()) {
            case Caller.Root _ -> refuseRoot(operation);
            case Caller.Anonymous _ -> {
                requireUnsigned(operation);
                judgeUnsigned(needed.get());
            }
            case Caller.TokenBearer bearer
            when bearer.holder() instanceof Caller.Root -> {
                refuseRoot(operation);
                refuseSessionToken(operation);
            }
            case Caller.TokenBearer _ -> {
                refuseSessionToken(operation);
                judge(operation, needed.get(), call);
            }
            case Caller.FederatedUser _ -> {
                refuseFederated(operation);
                judge(operation, needed.get(), call);
            }
            case Caller.User _, Caller.RoleSession _ -> judge(operation, needed.get(), call);
        }
    }

    private void judge(Operation<?, ?> operation, List<Permission> needed, Call call) {
        if (needed.isEmpty()) {
            return;
        }
        Requester requester = Requester.of(call.caller());
        for (Permission permission : needed) {
            Judgement judgement = new Judgement(operation.service(), call, requester, permission);
            Decision decision = judgement.decide();
            log.add(judgement, decision);
            if (!decision.isAllowed()) {
                throw denials.of(judgement, decision);
            }
        }
    }

    /// No policy binds nobody: the access rule of an unsigned operation judges by itself, by what the input proves.
    private static void judgeUnsigned(List<Permission> needed) {
        if (!needed.isEmpty()) {
            throw new IllegalStateException("Nobody has no permissions");
        }
    }

    private static void requireUnsigned(Operation<?, ?> operation) {
        if (operation.audience() != Audience.UNSIGNED) {
            throw new IllegalStateException(operation.name() + " takes no unsigned calls");
        }
    }

    private static void refuseRoot(Operation<?, ?> operation) {
        if (operation.audience() == Audience.ALL_BUT_ROOT) {
            throw AuthzFault.ACCESS_DENIED.because("Roles may not be assumed by root accounts.");
        }
    }

    /// Without MFA, which no caller has, credentials of GetSessionToken reach neither IAM nor most of STS.
    private static void refuseSessionToken(Operation<?, ?> operation) {
        if (!operation.name().equals("AssumeRole")) {
            refuseFederated(operation);
        }
    }

    private static void refuseFederated(Operation<?, ?> operation) {
        if (operation.service().equals("iam")) {
            throw noSuchClient();
        }
        if (operation.service().equals("sts") && !operation.name().equals("GetCallerIdentity")) {
            throw AuthzFault.ACCESS_DENIED.because("Cannot call " + operation.name() + " with session credentials");
        }
    }

    private static Fault noSuchClient() {
        return AuthzFault.INVALID_CLIENT_TOKEN_ID.because("The security token included in the request is invalid");
    }
}
