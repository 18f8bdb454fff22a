// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.TagStore;
import dev.lanyard.core.shared.Tag;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tags in the table `ec2_tag`, which refers to no other: resources of every type have tags.
public final class SqlTags implements TagStore {
    private static final String TAGGED = "select type, resource_id, tag_key, tag_value from ec2_tag";

    private final Database db;

    public SqlTags(Database db) {
        this.db = db;
    }

    @Override
    public List<Tag> of(Scope scope, String resourceId) {
        return db.query(
                "select tag_key, tag_value from ec2_tag"
                        + " where account = ? and region = ? and resource_id = ? order by position",
                row -> new Tag(row.text(1), row.text(2)),
                scope.account().value(),
                scope.region().value(),
                resourceId);
    }

    @Override
    public Map<String, List<Tag>> of(Scope scope, ResourceType type) {
        return db
                .query(
                        TAGGED + " where account = ? and region = ? and type = ? order by resource_id, position",
                        SqlTags::tagged,
                        scope.account().value(),
                        scope.region().value(),
                        type.toString())
                .stream()
                .collect(Collectors.groupingBy(
                        Tagged::resourceId,
                        LinkedHashMap::new,
                        Collectors.mapping(Tagged::tag, Collectors.toUnmodifiableList())));
    }

    @Override
    public Stream<Tagged> all(Scope scope) {
        return db
                .query(
                        TAGGED + " where account = ? and region = ?",
                        SqlTags::tagged,
                        scope.account().value(),
                        scope.region().value())
                .stream();
    }

    private static Tagged tagged(Row row) {
        return new Tagged(
                ResourceType.named(row.text(1)).orElseThrow(), row.text(2), new Tag(row.text(3), row.text(4)));
    }

    @Override
    public void put(Scope scope, ResourceType type, String resourceId, List<Tag> tags) {
        for (Tag tag : tags) {
            db.update(
                    "insert into ec2_tag (account, region, resource_id, tag_key, type, tag_value, position)"
                            + " values (?, ?, ?, ?, ?, ?, (select coalesce(max(position), 0) + 1 from ec2_tag"
                            + " where account = ? and region = ? and resource_id = ?))"
                            + " on conflict (account, region, resource_id, tag_key)"
                            + " do update set tag_value = excluded.tag_value",
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
        db.update(
                "delete from ec2_tag where account = ? and region = ? and resource_id = ? and tag_key = ?"
                        + " and tag_value = coalesce(?, tag_value)",
                scope.account().value(),
                scope.region().value(),
                resourceId,
                key,
                value);
    }

    @Override
    public void forget(Scope scope, String resourceId) {
        db.update(
                "delete from ec2_tag where account = ? and region = ? and resource_id = ?",
                scope.account().value(),
                scope.region().value(),
                resourceId);
    }
}
