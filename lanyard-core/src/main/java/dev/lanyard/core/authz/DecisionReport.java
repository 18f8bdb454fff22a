// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.authz;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.policy.Context;
import dev.lanyard.aws.policy.Decision;
import dev.lanyard.aws.policy.PolicyDocument.Condition;
import dev.lanyard.aws.policy.PolicyEngine;
import dev.lanyard.aws.policy.PolicyType;
import dev.lanyard.aws.policy.Request;
import dev.lanyard.aws.policy.Verdict;
import dev.lanyard.aws.text.Ascii;
import dev.lanyard.core.authz.DecisionLog.Entry;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Permission;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Explains the decisions of one request as JSON: what every statement said to it or why it said nothing, and the
/// smallest statement that would have allowed what was denied. All of it is computed only now, from what was kept.
public final class DecisionReport {
    private static final JsonFactory JSON = new JsonFactory();

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
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("requestId", call.id());
            json.writeStringProperty("time", call.now().toString());
            json.writeStringProperty("account", call.account().value());
            json.writeStringProperty("caller", call.caller().arn().toString());
            json.writeName("decisions");
            json.writeStartArray();
            entries.forEach(entry -> decision(json, entry));
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void decision(JsonGenerator json, Entry entry) {
        Permission permission = entry.judgement().permission();
        json.writeStartObject();
        json.writeStringProperty("action", permission.action());
        json.writeStringProperty("resource", permission.resource());
        switch (entry.decision()) {
            case Decision.Allowed _ -> json.writeStringProperty("decision", "allowed");
            case Decision.ExplicitDeny deny -> {
                json.writeStringProperty("decision", "explicitDeny");
                json.writeStringProperty("deniedBy", deny.by().phrase());
            }
            case Decision.ImplicitDeny deny -> {
                json.writeStringProperty("decision", "implicitDeny");
                json.writeStringProperty("missing", deny.missing().phrase());
            }
        }
        Request request = entry.judgement().request(permission.action());
        json.writeName("statements");
        json.writeStartArray();
        PolicyEngine.verdicts(request, entry.judgement().sets())
                .forEach(verdict -> statement(json, verdict, request.context()));
        json.writeEndArray();
        if (entry.decision() instanceof Decision.ImplicitDeny deny) {
            remedy(json, entry, deny.missing());
        }
        json.writeEndObject();
    }

    private static void statement(JsonGenerator json, Verdict verdict, Context context) {
        json.writeStartObject();
        json.writeStringProperty("policyType", verdict.type().phrase());
        json.writeStringProperty("policy", verdict.policy());
        json.writeStringProperty("sid", verdict.statement().sid().orElse(""));
        json.writeNumberProperty("line", verdict.statement().start().line());
        json.writeNumberProperty("column", verdict.statement().start().column());
        json.writeStringProperty(
                "effect", Ascii.lower(verdict.statement().effect().name()));
        json.writeStringProperty(
                "outcome",
                switch (verdict.outcome()) {
                    case APPLIES -> "applies";
                    case OTHER_ACTION -> "names other actions";
                    case OTHER_RESOURCE -> "names other resources";
                    case OTHER_PRINCIPAL -> "names other principals";
                    case CONDITION_FAILS -> "a condition fails";
                });
        if (!verdict.unmet().isEmpty()) {
            json.writeName("unmet");
            json.writeStartArray();
            verdict.unmet().forEach(condition -> unmet(json, condition, context));
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void unmet(JsonGenerator json, Condition condition, Context context) {
        json.writeStartObject();
        json.writeStringProperty("operator", condition.operator());
        json.writeStringProperty("key", condition.key());
        texts(json, "expected", condition.values());
        texts(json, "actual", context.values(condition.key()));
        json.writeEndObject();
    }

    private static void remedy(JsonGenerator json, Entry entry, PolicyType missing) {
        Permission permission = entry.judgement().permission();
        json.writeName("remedy");
        json.writeStartObject();
        json.writeStringProperty("addTo", missing.phrase());
        json.writeName("statement");
        json.writeStartObject();
        json.writeStringProperty("Effect", "Allow");
        if (missing == PolicyType.ROLE_TRUST) {
            json.writeName("Principal");
            json.writeStartObject();
            json.writeStringProperty(
                    "AWS", entry.judgement().requester().principal().arn());
            json.writeEndObject();
        }
        json.writeStringProperty("Action", permission.action());
        if (missing != PolicyType.ROLE_TRUST) {
            json.writeStringProperty("Resource", permission.resource());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) {
        json.writeName(name);
        json.writeStartArray();
        texts.forEach(json::writeString);
        json.writeEndArray();
    }
}
