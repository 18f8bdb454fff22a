// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.authz;

import dev.lanyard.aws.policy.Decision;
import dev.lanyard.aws.policy.PolicyEngine;
import dev.lanyard.aws.text.Work;
import dev.lanyard.aws.wire.Fault;
import dev.lanyard.core.authz.DecisionLog.Entry;
import dev.lanyard.core.op.Audience;
import dev.lanyard.core.op.Authorizer;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    public Ruling judge(Operation<?, ?> operation, Supplier<List<Permission>> needed, Call call) {
        Optional<Fault> shutOut = shutOut(operation, call.caller());
        if (shutOut.isPresent()) {
            return Ruling.refused(shutOut.get());
        }
        return switch (call.caller()) {
            case Caller.Root _ when operation.audience() != Audience.ALL_BUT_ROOT -> Ruling.GRANTED;
            case Caller.TokenBearer bearer when bearer.holder() instanceof Caller.Root -> Ruling.GRANTED;
            case Caller.Anonymous _ -> judgeUnsigned(operation, needed);
            default -> judge(operation, needed.get(), call);
        };
    }

    /// What no policy could give the caller.
    private static Optional<Fault> shutOut(Operation<?, ?> operation, Caller caller) {
        return switch (caller) {
            case Caller.Root root -> root.administrator() ? Optional.empty() : ofRoot(operation);
            case Caller.TokenBearer bearer
            when bearer.holder() instanceof Caller.Root -> ofRoot(operation).or(() -> ofSessionToken(operation));
            case Caller.TokenBearer _ -> ofSessionToken(operation);
            case Caller.FederatedUser _ -> ofFederated(operation);
            case Caller.User _, Caller.RoleSession _, Caller.Anonymous _ -> Optional.empty();
        };
    }

    private Ruling judge(Operation<?, ?> operation, List<Permission> needed, Call call) {
        if (needed.isEmpty()) {
            return Ruling.GRANTED;
        }
        Requester requester = Requester.of(call.caller());
        Work work = new Work(PolicyEngine.MOST_WORK);
        List<Entry> entries = new ArrayList<>(needed.size());
        Runnable record = () -> entries.forEach(log::add);
        for (Permission permission : needed) {
            Judgement judgement = new Judgement(operation.service(), call, requester, permission);
            Decision decision = judgement.decide(work);
            entries.add(new Entry(judgement, decision));
            if (!decision.isAllowed()) {
                return new Ruling(Optional.of(() -> denials.of(judgement, decision)), record);
            }
        }
        return new Ruling(Optional.empty(), record);
    }

    /// No policy binds nobody: an unsigned operation judges by itself, by what the input proves.
    private static Ruling judgeUnsigned(Operation<?, ?> operation, Supplier<List<Permission>> needed) {
        if (operation.audience() != Audience.UNSIGNED) {
            throw new IllegalStateException(operation.name() + " takes no unsigned calls");
        }
        if (!needed.get().isEmpty()) {
            throw new IllegalStateException("Nobody has no permissions");
        }
        return Ruling.GRANTED;
    }

    private static Optional<Fault> ofRoot(Operation<?, ?> operation) {
        return operation.audience() == Audience.ALL_BUT_ROOT
                ? Optional.of(AuthzFault.ACCESS_DENIED.because("Roles may not be assumed by root accounts."))
                : Optional.empty();
    }

    /// Without MFA, which no caller has, credentials of GetSessionToken reach neither IAM nor most of STS.
    private static Optional<Fault> ofSessionToken(Operation<?, ?> operation) {
        return operation.name().equals("AssumeRole") ? Optional.empty() : ofFederated(operation);
    }

    private static Optional<Fault> ofFederated(Operation<?, ?> operation) {
        if (operation.service().equals("iam")) {
            return Optional.of(AuthzFault.INVALID_CLIENT_TOKEN_ID.because(
                    "The security token included in the request is invalid"));
        }
        return operation.service().equals("sts") && !operation.name().equals("GetCallerIdentity")
                ? Optional.of(AuthzFault.ACCESS_DENIED.because(
                        "Cannot call " + operation.name() + " with session credentials"))
                : Optional.empty();
    }
}
