// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.propagation;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.json.Json;
import dev.lanyard.aws.json.JsonWriter;
import dev.lanyard.core.authz.IdentityDirectory.Described;
import dev.lanyard.core.authz.IdentityDirectory.Document;
import dev.lanyard.core.ec2.profile.ProfileDirectory;
import dev.lanyard.core.ec2.profile.ProfileDirectory.Profile;
import dev.lanyard.core.shared.Tag;
import dev.lanyard.core.sts.LongTermKeys;
import dev.lanyard.core.sts.ProviderDirectory;
import dev.lanyard.core.sts.RoleDirectory.AssumableRole;
import java.util.List;
import java.util.Optional;

/// What entities were like, as JSON that is kept until nobody sees it any more.
final class ContentText {
    private ContentText() {}

    static String of(Principal principal) {
        Described it = principal.described();
        return JsonWriter.object(json -> {
            json.put("arn", it.arn().toString()).put("id", it.id());
            putTags(json, it.tags());
            json.putObjects("policies", it.policies(), ContentText::write);
            it.boundary().ifPresent(boundary -> json.putObject("boundary", each -> write(each, boundary)));
            principal
                    .role()
                    .ifPresent(role ->
                            json.put("trust", role.trust()).put("maxSessionDuration", role.maxSessionDuration()));
        });
    }

    static Principal principal(AccountId account, String text) {
        Json.Obj tree = tree(text);
        Described described = new Described(
                arn(tree),
                text(tree, "id"),
                tags(tree),
                tree.list("policies").stream()
                        .map(each -> document((Json.Obj) each))
                        .toList(),
                tree.object("boundary").map(ContentText::document));
        Optional<AssumableRole> role = tree.text("trust")
                .map(trust -> new AssumableRole(
                        account,
                        described.id(),
                        described.arn(),
                        trust,
                        Math.toIntExact(tree.number("maxSessionDuration").orElseThrow()),
                        described.tags()));
        return new Principal(described, role);
    }

    static String of(Profile profile) {
        return JsonWriter.object(json -> {
            json.put("arn", profile.arn().toString()).put("id", profile.id());
            profile.role()
                    .ifPresent(role -> json.putObject(
                            "role",
                            it -> putTags(
                                    it.put("arn", role.arn().toString())
                                            .put("name", role.name())
                                            .put("id", role.id()),
                                    role.tags())));
        });
    }

    static Profile profile(String text) {
        Json.Obj tree = tree(text);
        return new Profile(
                arn(tree),
                text(tree, "id"),
                tree.object("role")
                        .map(role -> new ProfileDirectory.Role(
                                arn(role), text(role, "name"), text(role, "id"), tags(role))));
    }

    static String of(Document document) {
        return JsonWriter.object(json -> json.putObject("policy", it -> write(it, document)));
    }

    static Document policy(String text) {
        return document(tree(text).object("policy").orElseThrow());
    }

    static String of(LongTermKeys.Key key) {
        return JsonWriter.object(
                json -> json.put("user", key.userId().orElseThrow()).put("secret", key.secret()));
    }

    static LongTermKeys.Key key(AccountId account, String text) {
        Json.Obj tree = tree(text);
        return new LongTermKeys.Key(account, Optional.of(text(tree, "user")), text(tree, "secret"));
    }

    static String of(ProviderDirectory.Provider provider) {
        return JsonWriter.object(json -> json.put("arn", provider.arn().toString())
                .put("url", provider.url())
                .putTexts("clientIds", provider.clientIds()));
    }

    static ProviderDirectory.Provider provider(String text) {
        Json.Obj tree = tree(text);
        return new ProviderDirectory.Provider(arn(tree), text(tree, "url"), tree.texts("clientIds"));
    }

    private static void write(JsonWriter json, Document document) {
        json.put("name", document.name()).put("text", document.text());
    }

    private static void putTags(JsonWriter json, List<Tag> tags) {
        json.putObject("tags", it -> tags.forEach(tag -> it.put(tag.key(), tag.value())));
    }

    private static Json.Obj tree(String text) {
        return Json.parseObject(text).orElseThrow();
    }

    private static String text(Json.Obj tree, String name) {
        return tree.text(name).orElseThrow();
    }

    private static Arn arn(Json.Obj tree) {
        return Arn.parse(text(tree, "arn")).orElseThrow();
    }

    private static Document document(Json.Obj tree) {
        return new Document(text(tree, "name"), text(tree, "text"));
    }

    private static List<Tag> tags(Json.Obj tree) {
        Json.Obj tags = tree.object("tags").orElseThrow();
        return tags.members().keySet().stream()
                .map(key -> new Tag(key, text(tags, key)))
                .toList();
    }
}
