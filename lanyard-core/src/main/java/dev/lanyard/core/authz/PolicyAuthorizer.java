// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.authz;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.policy.Decision;
import dev.lanyard.aws.policy.PolicyEngine;
import dev.lanyard.aws.text.Work;
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
    private final AuthorizationMessages messages;

    public PolicyAuthorizer(AuthorizationMessages messages) {
        this.messages = messages;
    }

    @Override
    public Ruling judge(Operation<?, ?> operation, Supplier<List<Permission>> needed, Call call) {
        Audience audience = operation.audience();
        Optional<Fault> shutOut = audience.refusal().apply(call.caller(), operation.name());
        if (shutOut.isPresent()) {
            return Ruling.refused(shutOut.get());
        }
        return switch (call.caller()) {
            case Caller.Root _ when !audience.bindsRoot() -> Ruling.GRANTED;
            case Caller.TokenBearer bearer when bearer.holder() instanceof Caller.Root -> Ruling.GRANTED;
            case Caller.Anonymous _ -> judgeUnsigned(operation, needed);
            default -> judge(operation, needed.get(), call);
        };
    }

    private Ruling judge(Operation<?, ?> operation, List<Permission> needed, Call call) {
        if (needed.isEmpty()) {
            return Ruling.GRANTED;
        }
        Requester requester = Requester.of(call.caller());
        Work work = new Work(PolicyEngine.MOST_WORK);
        List<Entry> entries = new ArrayList<>(needed.size());
        for (Permission permission : needed) {
            Judgement judgement = new Judgement(operation.service(), call, requester, permission);
            Decision decision = judgement.decide(work);
            entries.add(new Entry(judgement, decision));
            if (!decision.isAllowed()) {
                return new Ruling(Optional.of(() -> denial(judgement, decision)), entries);
            }
        }
        return new Ruling(Optional.empty(), entries);
    }

    private Fault denial(Judgement judgement, Decision decision) {
        return judgement
                .service()
                .guard()
                .denial()
                .of(
                        judgement.call().caller().arn().toString(),
                        judgement.permission(),
                        decision,
                        () -> messages.encode(judgement, decision));
    }

    /// No policy binds nobody: an unsigned operation judges by itself, by what the input proves.
    private static Ruling judgeUnsigned(Operation<?, ?> operation, Supplier<List<Permission>> needed) {
        if (operation.audience().signed()) {
            throw new IllegalStateException(operation.name() + " takes no unsigned calls");
        }
        if (!needed.get().isEmpty()) {
            throw new IllegalStateException("Nobody has no permissions");
        }
        return Ruling.GRANTED;
    }
}
