// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.authz;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.json.JsonWriter;
import dev.lanyard.aws.policy.Context;
import dev.lanyard.aws.policy.Decision;
import dev.lanyard.aws.policy.PolicyEngine;
import dev.lanyard.aws.policy.PolicyType;
import dev.lanyard.aws.policy.Request;
import dev.lanyard.aws.policy.Verdict;
import dev.lanyard.aws.text.Ascii;
import dev.lanyard.core.authz.DecisionLog.Entry;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Permission;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Explains the decisions of one request as JSON: what every statement said to it or why it said nothing, and the
/// smallest statement that would have allowed what was denied. All of it is computed only now, from what was kept.
public final class DecisionReport {
    private final DecisionLog log;

    public DecisionReport(DecisionLog log) {
        this.log = log;
    }

    /// Empty when nothing is known, or no longer known, of such a request.
    ///
    /// @param mayBeShown whether the accounts of those who ask and of those who called fit
    public Optional<String> of(String requestId, Predicate<AccountId> mayBeShown) {
        List<Entry> entries = log.of(requestId).stream()
                .filter(entry -> mayBeShown.test(entry.judgement().call().account()))
                .toList();
        return entries.isEmpty() ? Optional.empty() : Optional.of(write(entries));
    }

    private static String write(List<Entry> entries) {
        Call call = entries.getFirst().judgement().call();
        return JsonWriter.object(json -> json.put("requestId", call.id())
                .put("time", call.now().toString())
                .put("account", call.account().value())
                .put("caller", call.caller().arn().toString())
                .putObjects("decisions", entries, DecisionReport::decision));
    }

    private static void decision(JsonWriter json, Entry entry) {
        Permission permission = entry.judgement().permission();
        json.put("action", permission.action()).put("resource", permission.resource());
        switch (entry.decision()) {
            case Decision.Allowed _ -> json.put("decision", "allowed");
            case Decision.ExplicitDeny deny ->
                json.put("decision", "explicitDeny").put("deniedBy", deny.by().phrase());
            case Decision.ImplicitDeny deny ->
                json.put("decision", "implicitDeny")
                        .put("missing", deny.missing().phrase());
        }
        Request request = entry.judgement().request(permission.action());
        json.putObjects(
                "statements",
                PolicyEngine.verdicts(request, entry.judgement().sets()),
                (each, verdict) -> statement(each, verdict, request.context()));
        if (entry.decision() instanceof Decision.ImplicitDeny deny) {
            json.putObject("remedy", it -> remedy(it, entry, deny.missing()));
        }
    }

    private static void statement(JsonWriter json, Verdict verdict, Context context) {
        json.put("policyType", verdict.type().phrase())
                .put("policy", verdict.policy())
                .put("sid", verdict.statement().sid().orElse(""))
                .put("line", verdict.statement().start().line())
                .put("column", verdict.statement().start().column())
                .put("effect", Ascii.lower(verdict.statement().effect().name()))
                .put(
                        "outcome",
                        switch (verdict.outcome()) {
                            case APPLIES -> "applies";
                            case OTHER_ACTION -> "names other actions";
                            case OTHER_RESOURCE -> "names other resources";
                            case OTHER_PRINCIPAL -> "names other principals";
                            case CONDITION_FAILS -> "a condition fails";
                        });
        if (!verdict.unmet().isEmpty()) {
            json.putObjects(
                    "unmet",
                    verdict.unmet(),
                    (each, condition) -> each.put("operator", condition.operator())
                            .put("key", condition.key())
                            .putTexts("expected", condition.values())
                            .putTexts("actual", context.values(condition.key())));
        }
    }

    private static void remedy(JsonWriter json, Entry entry, PolicyType missing) {
        Judgement judgement = entry.judgement();
        json.put("addTo", missing.phrase()).putObject("statement", statement -> {
            statement.put("Effect", "Allow");
            if (missing == PolicyType.ROLE_TRUST) {
                statement.putObject(
                        "Principal",
                        it -> it.put("AWS", judgement.requester().principal().arn()));
            }
            statement.put("Action", judgement.permission().action());
            if (missing != PolicyType.ROLE_TRUST) {
                statement.put("Resource", judgement.permission().resource());
            }
        });
    }
}
