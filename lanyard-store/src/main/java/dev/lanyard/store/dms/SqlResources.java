// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.dms;

import dev.lanyard.core.dms.Head;
import dev.lanyard.core.dms.Kind;
import dev.lanyard.core.dms.Place;
import dev.lanyard.core.dms.Resource;
import dev.lanyard.core.dms.ResourceStore;
import dev.lanyard.core.shared.Page;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Owner;
import dev.lanyard.store.sql.Rows;
import dev.lanyard.store.sql.Table;
import java.util.List;
import java.util.Optional;

/// The resources of one kind in one table. The columns of the head are the same in all such tables.
abstract class SqlResources<R extends Resource<R>> implements ResourceStore<R> {
    static final Owner<Place> PLACE = Owner.of(
                    "account", (Place place) -> place.account().value())
            .and("region", place -> place.region().value());

    protected final Database db;
    private final Table<Place, R> table;
    private final Rows<Place, R> named;
    private final Rows<Place, R> after;

    SqlResources(Database db, Table<Place, R> table) {
        this.db = db;
        this.table = table;
        this.named = table.where("name = ?");
        this.after = table.where("name > ?").by("name");
    }

    /// The columns that every resource has.
    static <R extends Resource<R>> Head head(Kind kind, Place place, Columns<R> c) {
        return c.in(
                Resource::head,
                head -> new Head(
                        kind,
                        place,
                        head.key().text("id", Head::id),
                        head.text("name", Head::name),
                        head.fixed().instant("created", Head::created),
                        head.tags(Head::tags)));
    }

    @Override
    public Optional<R> find(Place place, String name) {
        return named.first(db, place, name).map(this::complete);
    }

    @Override
    public Optional<R> findById(Place place, String id) {
        return table.find(db, place, id).map(this::complete);
    }

    @Override
    public boolean insert(R resource) {
        return table.insertIfAbsent(db, resource.head().place(), resource);
    }

    @Override
    public void update(R resource) {
        table.update(db, resource.head().place(), resource);
    }

    @Override
    public void delete(R resource) {
        table.delete(db, resource.head().place(), resource.head().id());
    }

    @Override
    public Page<R> list(Place place, Optional<String> last, int limit) {
        return after.page(db, limit, resource -> resource.head().name(), place, last.orElse(""))
                .map(this::complete);
    }

    @Override
    public int count(Place place) {
        return table.count(db, place);
    }

    /// The resources that refer to another one.
    List<R> of(Rows<Place, R> rows, Resource<?> other) {
        return rows.list(db, other.head().place(), other.head().id()).stream()
                .map(this::complete)
                .toList();
    }

    /// Adds what other tables hold.
    R complete(R row) {
        return row;
    }
}
