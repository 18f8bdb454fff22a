// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.authz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.policy.Context;
import dev.lanyard.aws.policy.Decision;
import dev.lanyard.aws.policy.Explanation.MatchedStatement;
import dev.lanyard.aws.policy.PolicyDocument.Condition;
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
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The messages that EC2 refuses requests with: what led to a denial, readable only through
/// `sts:DecodeAuthorizationMessage` and only in the account of the caller.
public final class AuthorizationMessages {
    private static final JsonFactory JSON = new JsonFactory();
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
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeBooleanProperty("allowed", false);
            json.writeBooleanProperty("explicitDeny", decision instanceof Decision.ExplicitDeny);
            json.writeName("matchedStatements");
            items(json, denying(judgement), statement -> statement(json, judgement, statement));
            json.writeName("failures");
            items(json, List.of(), _ -> {});
            json.writeName("context");
            context(json, judgement, context);
            json.writeEndObject();
        }
        return text.toString();
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

    private static void statement(JsonGenerator json, Judgement judgement, Statement statement) {
        json.writeStartObject();
        json.writeStringProperty("statementId", statement.sid().orElse(""));
        json.writeStringProperty("effect", statement.effect().name());
        json.writeName("principals");
        values(json, List.of(judgement.call().caller().userId()));
        json.writeName("principalGroups");
        items(json, List.of(), _ -> {});
        json.writeName("actions");
        values(json, statement.actions().values());
        json.writeName("resources");
        values(json, statement.resources().map(it -> it.values()).orElse(List.of()));
        json.writeName("conditions");
        items(json, statement.conditions(), condition -> key(json, condition));
        json.writeEndObject();
    }

    private static void key(JsonGenerator json, Condition condition) {
        json.writeStartObject();
        json.writeStringProperty("key", condition.key());
        json.writeName("values");
        values(json, condition.values());
        json.writeEndObject();
    }

    private static void context(JsonGenerator json, Judgement judgement, Context context) {
        Caller caller = judgement.call().caller();
        json.writeStartObject();
        json.writeName("principal");
        json.writeStartObject();
        json.writeStringProperty("id", caller.userId());
        json.writeStringProperty("name", name(caller));
        json.writeStringProperty("arn", caller.arn().toString());
        json.writeEndObject();
        json.writeStringProperty("action", judgement.permission().action());
        json.writeStringProperty("resource", judgement.permission().resource());
        json.writeName("conditions");
        items(json, context.keys(), name -> key(json, new Condition("", name, context.values(name))));
        json.writeEndObject();
    }

    private static String name(Caller caller) {
        String resource = caller.arn().resource();
        return resource.substring(resource.lastIndexOf('/') + 1);
    }

    private static void values(JsonGenerator json, List<String> values) {
        items(json, values, value -> {
            json.writeStartObject();
            json.writeStringProperty("value", value);
            json.writeEndObject();
        });
    }

    private static <T> void items(JsonGenerator json, List<T> items, Consumer<T> each) {
        json.writeStartObject();
        json.writeName("items");
        json.writeStartArray();
        items.forEach(each);
        json.writeEndArray();
        json.writeEndObject();
    }
}
