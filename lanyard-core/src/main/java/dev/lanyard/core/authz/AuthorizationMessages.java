// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.authz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.json.JsonWriter;
import dev.lanyard.aws.policy.Context;
import dev.lanyard.aws.policy.Decision;
import dev.lanyard.aws.policy.Explanation.MatchedStatement;
import dev.lanyard.aws.policy.PolicyDocument.Effect;
import dev.lanyard.aws.policy.PolicyDocument.Statement;
import dev.lanyard.aws.policy.PolicyEngine;
import dev.lanyard.aws.text.Work;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.shared.Seal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/// The messages that EC2 refuses requests with: what led to a denial, readable only through
/// `sts:DecodeAuthorizationMessage` and only in the account of the caller.
public final class AuthorizationMessages {
    /// What DecodeAuthorizationMessage takes.
    private static final int LONGEST = 10_240;
    /// Messages grow in steps of 512 characters. Their length would tell what exists: its tags are in there.
    private static final int STEP = 512 * 3 / 4;

    private final Seal seal;

    public AuthorizationMessages(Seal seal) {
        this.seal = seal;
    }

    /// Callers can send more condition keys than a message may hold; those who did get it without them.
    String encode(Judgement judgement, Decision decision) {
        String message = close(judgement, write(judgement, decision, judgement.context()));
        return message.length() <= LONGEST ? message : close(judgement, write(judgement, decision, new Context()));
    }

    private String close(Judgement judgement, String json) {
        return seal.close(packed(judgement.call().account().value() + json));
    }

    private static byte[] packed(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(packed)) {
            out.write(text.getBytes(UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        int steps = Math.ceilDiv(packed.size() + Seal.OVERHEAD, STEP);
        return Arrays.copyOf(packed.toByteArray(), steps * STEP - Seal.OVERHEAD);
    }

    /// Empty for a message that an earlier version sealed, which did not pack them.
    private static Optional<String> unpacked(byte[] packed) {
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return Optional.of(new String(in.readAllBytes(), UTF_8));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// The JSON text; empty when the message is none of this account.
    public Optional<String> decode(String message, AccountId account) {
        return seal.open(message)
                .flatMap(AuthorizationMessages::unpacked)
                .filter(text -> text.startsWith(account.value()))
                .map(text -> text.substring(account.value().length()));
    }

    private static String write(Judgement judgement, Decision decision, Context context) {
        return JsonWriter.object(json -> {
            json.put("allowed", false).put("explicitDeny", decision instanceof Decision.ExplicitDeny);
            putItems(json, "matchedStatements", denying(judgement), (each, it) -> statement(each, judgement, it));
            putItems(json, "failures", List.of(), (_, _) -> {});
            json.putObject("context", it -> context(it, judgement, context));
        });
    }

    private static List<Statement> denying(Judgement judgement) {
        String action = judgement.permission().action();
        try {
            Work work = new Work(PolicyEngine.MOST_WORK);
            return PolicyEngine.explain(judgement.request(action), judgement.sets(), work).matched().stream()
                    .map(MatchedStatement::statement)
                    .filter(statement -> statement.effect() == Effect.DENY)
                    .toList();
        } catch (Work.Exceeded _) {
            return List.of();
        }
    }

    private static void statement(JsonWriter json, Judgement judgement, Statement statement) {
        json.put("statementId", statement.sid().orElse(""))
                .put("effect", statement.effect().name());
        putValues(json, "principals", List.of(judgement.call().caller().userId()));
        putItems(json, "principalGroups", List.of(), (_, _) -> {});
        putValues(json, "actions", statement.actions().values());
        putValues(
                json, "resources", statement.resources().map(it -> it.values()).orElse(List.of()));
        putItems(json, "conditions", statement.conditions(), (each, it) -> condition(each, it.key(), it.values()));
    }

    private static void condition(JsonWriter json, String key, List<String> values) {
        putValues(json.put("key", key), "values", values);
    }

    private static void context(JsonWriter json, Judgement judgement, Context context) {
        Caller caller = judgement.call().caller();
        json.putObject(
                        "principal",
                        it -> it.put("id", caller.userId())
                                .put("name", caller.arn().name())
                                .put("arn", caller.arn().toString()))
                .put("action", judgement.permission().action())
                .put("resource", judgement.permission().resource());
        putItems(json, "conditions", context.keys(), (each, key) -> condition(each, key, context.values(key)));
    }

    private static void putValues(JsonWriter json, String name, List<String> values) {
        putItems(json, name, values, (each, value) -> each.put("value", value));
    }

    private static <T> void putItems(JsonWriter json, String name, List<T> items, BiConsumer<JsonWriter, T> each) {
        json.putObject(name, it -> it.putObjects("items", items, each));
    }
}
