// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.dms;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.core.dms.Head;
import dev.lanyard.core.dms.Kind;
import dev.lanyard.core.dms.Place;
import dev.lanyard.core.dms.Resource;
import dev.lanyard.core.dms.ResourceStore;
import dev.lanyard.core.shared.Page;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import dev.lanyard.store.sql.TagText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The resources of one kind in one table. The columns of the head are the same in all such tables.
abstract class SqlResources<R extends Resource<R>> implements ResourceStore<R> {
    private static final String HEAD = "account, region, id, name, created, tags";
    private static final int HEAD_COLUMNS = 6;

    /// The first column that belongs to the kind alone.
    static final int OWN = HEAD_COLUMNS + 1;

    protected final Database db;
    private final Kind kind;
    private final String select;
    private final String insert;
    private final String update;
    private final String delete;
    private final String count;

    /// @param own the columns that only this kind has
    SqlResources(Database db, Kind kind, String table, List<String> own) {
        this.db = db;
        this.kind = kind;
        String columns = HEAD + ", " + String.join(", ", own);
        String marks = String.join(", ", Collections.nCopies(HEAD_COLUMNS + own.size(), "?"));
        this.select = "select " + columns + " from " + table + " where account = ? and region = ?";
        this.insert = "insert into " + table + " (" + columns + ") values (" + marks + ") on conflict do nothing";
        this.update = "update " + table + " set name = ?, tags = ?, " + String.join(" = ?, ", own)
                + " = ? where account = ? and region = ? and id = ?";
        this.delete = "delete from " + table + " where account = ? and region = ? and id = ?";
        this.count = "select count(*) from " + table + " where account = ? and region = ?";
    }

    /// @param row whose columns from [#OWN] on are the kind's own
    abstract R read(Head head, Row row);

    /// The values of the kind's own columns.
    abstract List<Object> own(R resource);

    @Override
    public Optional<R> find(Place place, String name) {
        return one(" and name = ?", place, name);
    }

    @Override
    public Optional<R> findById(Place place, String id) {
        return one(" and id = ?", place, id);
    }

    private Optional<R> one(String condition, Place place, String value) {
        return complete(db.query(
                        select + condition,
                        this::resource,
                        place.account().value(),
                        place.region().value(),
                        value))
                .stream()
                .findFirst();
    }

    @Override
    public boolean insert(R resource) {
        Head head = resource.head();
        List<Object> values = new ArrayList<>(List.of(
                head.place().account().value(),
                head.place().region().value(),
                head.id(),
                head.name(),
                head.created(),
                TagText.write(head.tags())));
        values.addAll(own(resource));
        return db.insertIfAbsent(insert, values.toArray());
    }

    @Override
    public void update(R resource) {
        Head head = resource.head();
        List<Object> values = new ArrayList<>(List.of(head.name(), TagText.write(head.tags())));
        values.addAll(own(resource));
        values.addAll(key(head));
        db.update(update, values.toArray());
    }

    @Override
    public void delete(R resource) {
        db.update(delete, key(resource.head()).toArray());
    }

    @Override
    public Page<R> list(Place place, Optional<String> after, int limit) {
        return Page.cut(
                complete(db.query(
                        select + " and name > ? order by name limit ?",
                        this::resource,
                        place.account().value(),
                        place.region().value(),
                        after.orElse(""),
                        limit + 1)),
                limit,
                resource -> resource.head().name());
    }

    @Override
    public int count(Place place) {
        return db.one(
                        count,
                        row -> row.integer(1),
                        place.account().value(),
                        place.region().value())
                .orElseThrow();
    }

    static List<Object> key(Head head) {
        return List.of(head.place().account().value(), head.place().region().value(), head.id());
    }

    /// The resources that a condition on another resource's id leaves, by name.
    List<R> where(String condition, Head other) {
        return complete(db.query(
                select + condition + " order by name",
                this::resource,
                key(other).toArray()));
    }

    /// Adds what other tables hold.
    List<R> complete(List<R> rows) {
        return rows;
    }

    private R resource(Row row) {
        Place place = new Place(new AccountId(row.text(1)), new Region(row.text(2)));
        return read(new Head(kind, place, row.text(3), row.text(4), row.instant(5), TagText.read(row.text(6))), row);
    }
}
