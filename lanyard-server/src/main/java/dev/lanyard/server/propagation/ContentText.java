// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.propagation;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.authz.IdentityDirectory.Described;
import dev.lanyard.core.authz.IdentityDirectory.Document;
import dev.lanyard.core.ec2.profile.ProfileDirectory;
import dev.lanyard.core.ec2.profile.ProfileDirectory.Profile;
import dev.lanyard.core.shared.JsonTree;
import dev.lanyard.core.shared.Tag;
import dev.lanyard.core.sts.LongTermKeys;
import dev.lanyard.core.sts.ProviderDirectory;
import dev.lanyard.core.sts.RoleDirectory.AssumableRole;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// What entities were like, as JSON that is kept until nobody sees it any more.
final class ContentText {
    private static final JsonFactory JSON = new JsonFactory();

    private ContentText() {}

    static String of(Principal principal) {
        return object(json -> {
            Described it = principal.described();
            json.writeStringProperty("arn", it.arn().toString());
            json.writeStringProperty("id", it.id());
            writeTags(json, it.tags());
            json.writeArrayPropertyStart("policies");
            it.policies().forEach(each -> write(json, each));
            json.writeEndArray();
            it.boundary().ifPresent(boundary -> {
                json.writeName("boundary");
                write(json, boundary);
            });
            principal.role().ifPresent(role -> {
                json.writeStringProperty("trust", role.trust());
                json.writeNumberProperty("maxSessionDuration", role.maxSessionDuration());
            });
        });
    }

    static Principal principal(AccountId account, String text) {
        Map<String, Object> tree = tree(text);
        Described described = new Described(
                arn(tree),
                text(tree, "id"),
                tags(tree),
                list(tree, "policies").stream().map(ContentText::document).toList(),
                Optional.ofNullable(tree.get("boundary")).map(ContentText::document));
        Optional<AssumableRole> role = JsonTree.text(tree, "trust")
                .map(trust -> new AssumableRole(
                        account,
                        described.id(),
                        described.arn(),
                        trust,
                        ((BigDecimal) tree.get("maxSessionDuration")).intValueExact(),
                        described.tags()));
        return new Principal(described, role);
    }

    static String of(Profile profile) {
        return object(json -> {
            json.writeStringProperty("arn", profile.arn().toString());
            json.writeStringProperty("id", profile.id());
            profile.role().ifPresent(role -> {
                json.writeObjectPropertyStart("role");
                json.writeStringProperty("arn", role.arn().toString());
                json.writeStringProperty("name", role.name());
                json.writeStringProperty("id", role.id());
                writeTags(json, role.tags());
                json.writeEndObject();
            });
        });
    }

    static Profile profile(String text) {
        Map<String, Object> tree = tree(text);
        return new Profile(
                arn(tree),
                text(tree, "id"),
                Optional.ofNullable(tree.get("role"))
                        .map(ContentText::members)
                        .map(role -> new ProfileDirectory.Role(
                                arn(role), text(role, "name"), text(role, "id"), tags(role))));
    }

    static String of(Document document) {
        return object(json -> {
            json.writeName("policy");
            write(json, document);
        });
    }

    static Document policy(String text) {
        return document(tree(text).get("policy"));
    }

    static String of(LongTermKeys.Key key) {
        return object(json -> {
            json.writeStringProperty("user", key.userId().orElseThrow());
            json.writeStringProperty("secret", key.secret());
        });
    }

    static LongTermKeys.Key key(AccountId account, String text) {
        Map<String, Object> tree = tree(text);
        return new LongTermKeys.Key(account, Optional.of(text(tree, "user")), text(tree, "secret"));
    }

    static String of(ProviderDirectory.Provider provider) {
        return object(json -> {
            json.writeStringProperty("arn", provider.arn().toString());
            json.writeStringProperty("url", provider.url());
            json.writeArrayPropertyStart("clientIds");
            provider.clientIds().forEach(json::writeString);
            json.writeEndArray();
        });
    }

    static ProviderDirectory.Provider provider(String text) {
        Map<String, Object> tree = tree(text);
        return new ProviderDirectory.Provider(
                arn(tree),
                text(tree, "url"),
                list(tree, "clientIds").stream().map(String.class::cast).toList());
    }

    private static String object(Consumer<JsonGenerator> members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            members.accept(json);
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Document document) {
        json.writeStartObject();
        json.writeStringProperty("name", document.name());
        json.writeStringProperty("text", document.text());
        json.writeEndObject();
    }

    private static void writeTags(JsonGenerator json, List<Tag> tags) {
        json.writeObjectPropertyStart("tags");
        tags.forEach(tag -> json.writeStringProperty(tag.key(), tag.value()));
        json.writeEndObject();
    }

    private static Map<String, Object> tree(String text) {
        return JsonTree.object(text).orElseThrow();
    }

    private static String text(Map<String, Object> tree, String name) {
        return JsonTree.text(tree, name).orElseThrow();
    }

    private static Arn arn(Map<String, Object> tree) {
        return Arn.parse(text(tree, "arn")).orElseThrow();
    }

    private static Document document(Object tree) {
        return new Document(text(members(tree), "name"), text(members(tree), "text"));
    }

    private static List<Tag> tags(Map<String, Object> tree) {
        return members(tree.get("tags")).entrySet().stream()
                .map(tag -> new Tag(tag.getKey(), (String) tag.getValue()))
                .toList();
    }

    private static List<?> list(Map<String, Object> tree, String name) {
        return (List<?>) tree.get(name);
    }

    @SuppressWarnings("unchecked") // JsonTree knows no other map
    private static Map<String, Object> members(Object tree) {
        return (Map<String, Object>) tree;
    }
}
