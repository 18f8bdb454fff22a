// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import static dev.lanyard.store.ec2.Regional.SCOPE;

import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.TagStore;
import dev.lanyard.core.shared.Tag;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Rows;
import dev.lanyard.store.sql.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tags in the table `ec2_tag`, which refers to no other: resources of every type have tags.
public final class SqlTags implements TagStore {
    private static final Table<Scope, Tagged> TAGS = Table.of("ec2_tag", SCOPE, SqlTags::tagged);
    private static final Rows<Scope, Tagged> OF_RESOURCE =
            TAGS.where("resource_id = ?").by("position");
    private static final Rows<Scope, Tagged> OF_TYPE = TAGS.where("type = ?").by("resource_id, position");
    private static final Rows<Scope, Tagged> WITH_VALUE =
            TAGS.where("resource_id = ? and tag_key = ? and tag_value = coalesce(?, tag_value)");
    private static final String PUT = "insert into ec2_tag (account, region, resource_id, tag_key, type, tag_value,"
            + " position) values (?, ?, ?, ?, ?, ?, (select coalesce(max(position), 0) + 1 from ec2_tag"
            + " where account = ? and region = ? and resource_id = ?))"
            + " on conflict (account, region, resource_id, tag_key) do update set tag_value = excluded.tag_value";

    private final Database db;

    public SqlTags(Database db) {
        this.db = db;
    }

    private static Tagged tagged(Columns<Tagged> c) {
        return new Tagged(
                c.text("type", it -> it.type().toString(), SqlTags::type),
                c.key().text("resource_id", Tagged::resourceId),
                c.in(Tagged::tag, SqlTags::tag));
    }

    private static ResourceType type(String name) {
        return ResourceType.named(name).orElseThrow();
    }

    private static Tag tag(Columns<Tag> c) {
        return new Tag(c.key().text("tag_key", Tag::key), c.text("tag_value", Tag::value));
    }

    @Override
    public List<Tag> of(Scope scope, String resourceId) {
        return OF_RESOURCE.list(db, scope, resourceId).stream().map(Tagged::tag).toList();
    }

    @Override
    public Map<String, List<Tag>> of(Scope scope, ResourceType type) {
        return OF_TYPE.list(db, scope, type.toString()).stream()
                .collect(Collectors.groupingBy(
                        Tagged::resourceId,
                        LinkedHashMap::new,
                        Collectors.mapping(Tagged::tag, Collectors.toUnmodifiableList())));
    }

    @Override
    public Stream<Tagged> all(Scope scope) {
        return TAGS.all(db, scope).stream();
    }

    @Override
    public void put(Scope scope, ResourceType type, String resourceId, List<Tag> tags) {
        for (Tag tag : tags) {
            db.update(
                    PUT,
                    scope.account().value(),
                    scope.region().value(),
                    resourceId,
                    tag.key(),
                    type.toString(),
                    tag.value(),
                    scope.account().value(),
                    scope.region().value(),
                    resourceId);
        }
    }

    @Override
    public void remove(Scope scope, String resourceId, String key, Optional<String> value) {
        WITH_VALUE.delete(db, scope, resourceId, key, value);
    }

    @Override
    public void forget(Scope scope, String resourceId) {
        OF_RESOURCE.delete(db, scope, resourceId);
    }
}
