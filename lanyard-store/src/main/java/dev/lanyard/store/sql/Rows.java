// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import dev.lanyard.core.shared.Page;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The rows of one owner in a table that meet a condition, whose arguments each call gives.
public final class Rows<O, R> {
    private final Table<O, R> table;
    private final String condition;
    final String where;
    private final String select;
    private final String limited;
    private final String first;
    private final String count;
    private final String any;
    private final String delete;

    /// @param condition empty when all rows meet it
    /// @param order what stands after `order by`; empty for none
    Rows(Table<O, R> table, String condition, String order) {
        this.table = table;
        this.condition = condition;
        this.where = " where " + table.owner.condition() + (condition.isEmpty() ? "" : " and " + condition);
        this.select = "select " + table.select("") + " from " + table.name + where
                + (order.isEmpty() ? "" : " order by " + order);
        this.limited = select + " limit ?";
        this.first = select + " limit 1";
        this.count = "select count(*) from " + table.name + where;
        this.any = "select 1 from " + table.name + where + " limit 1";
        this.delete = "delete from " + table.name + where;
    }

    /// The same rows in another order than that of the key.
    public Rows<O, R> by(String order) {
        return new Rows<>(table, condition, order);
    }

    public List<R> list(Database db, O owner, Object... arguments) {
        return db.query(select, row -> table.read(owner, row), table.owner.arguments(owner, arguments));
    }

    /// The first rows.
    public List<R> list(Database db, int limit, O owner, Object... arguments) {
        Object[] all = table.owner.arguments(owner, arguments);
        Object[] more = Arrays.copyOf(all, all.length + 1);
        more[all.length] = limit;
        return db.query(limited, row -> table.read(owner, row), more);
    }

    /// The first rows, with the position of the last of them if more follow.
    public Page<R> page(Database db, int limit, Function<R, String> position, O owner, Object... arguments) {
        return Page.cut(list(db, limit + 1, owner, arguments), limit, position);
    }

    public Optional<R> first(Database db, O owner, Object... arguments) {
        return db.one(first, row -> table.read(owner, row), table.owner.arguments(owner, arguments));
    }

    public boolean exist(Database db, O owner, Object... arguments) {
        return db.exists(any, table.owner.arguments(owner, arguments));
    }

    public int count(Database db, O owner, Object... arguments) {
        return db.integer(count, table.owner.arguments(owner, arguments));
    }

    /// @return how many there were
    public int delete(Database db, O owner, Object... arguments) {
        return db.update(delete, table.owner.arguments(owner, arguments));
    }
}
