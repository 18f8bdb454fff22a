// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import dev.lanyard.store.sql.Columns.Column;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A table of records that belong to owners, with the statements that every table needs. Their texts are made once,
/// with the table.
///
/// The values of a key are given in the order in which the mapping goes through its columns.
public final class Table<O, R> {
    final String name;
    final Owner<O> owner;
    private final BiFunction<O, Columns<R>, R> mapping;
    private final List<Column<R>> columns;
    private final List<Column<R>> keys;
    private final List<Column<R>> changes;
    private final String insert;
    private final String insertIfAbsent;
    private final String update;
    private final Rows<O, R> all;
    private final Rows<O, R> withKey;

    private Table(String name, Owner<O> owner, BiFunction<O, Columns<R>, R> mapping) {
        this.name = name;
        this.owner = owner;
        this.mapping = mapping;
        this.columns = Columns.learn(learned -> mapping.apply(null, learned));
        this.keys = columns.stream().filter(Column::key).toList();
        this.changes = columns.stream().filter(Column::changes).toList();
        String written = Stream.concat(owner.columns().stream(), columns.stream())
                .map(Column::name)
                .collect(Collectors.joining(", "));
        this.insert = "insert into " + name + " (" + written + ") values (?"
                + ", ?".repeat(owner.columns().size() + columns.size() - 1) + ")";
        this.insertIfAbsent = insert + " on conflict do nothing";
        this.all = where("");
        this.withKey = where(assigned(keys, " and ")).by("");
        this.update = "update " + name + " set " + assigned(changes, ", ") + withKey.where;
    }

    public static <O, R> Table<O, R> of(String name, Owner<O> owner, Function<Columns<R>, R> mapping) {
        return new Table<>(name, owner, (_, columns) -> mapping.apply(columns));
    }

    /// @param mapping of a record that knows its owner, who is null while the columns are learned
    public static <O, R> Table<O, R> of(String name, Owner<O> owner, BiFunction<O, Columns<R>, R> mapping) {
        return new Table<>(name, owner, mapping);
    }

    public Optional<R> find(Database db, O whose, Object... key) {
        return withKey.first(db, whose, key);
    }

    /// In the order of the key.
    public List<R> all(Database db, O whose) {
        return all.list(db, whose);
    }

    public int count(Database db, O whose) {
        return all.count(db, whose);
    }

    /// @param given the values of the columns that are no part of the record
    public void insert(Database db, O whose, R record, Object... given) {
        db.update(insert, owner.arguments(whose, values(columns, record, given)));
    }

    /// Inserts the record unless a key is taken, as [Database#insertIfAbsent] decides it.
    public boolean insertIfAbsent(Database db, O whose, R record, Object... given) {
        return db.insertIfAbsent(insertIfAbsent, owner.arguments(whose, values(columns, record, given)));
    }

    /// Writes all columns but the key and the fixed ones.
    ///
    /// @param given the values of those columns of the key that are no part of the record
    public void update(Database db, O whose, R record, Object... given) {
        Object[] key = owner.arguments(whose, values(keys, record, given));
        db.update(
                update,
                Stream.of(values(changes, record), key).flatMap(Stream::of).toArray());
    }

    /// Inserts the record in the place of one with the same key, if there is any.
    public void replace(Database db, O whose, R record, Object... given) {
        withKey.delete(db, whose, values(keys, record, given));
        insert(db, whose, record, given);
    }

    /// @return whether there was such a row
    public boolean delete(Database db, O whose, Object... key) {
        return withKey.delete(db, whose, key) == 1;
    }

    public void deleteAll(Database db, O whose) {
        all.delete(db, whose);
    }

    /// @param condition on the rows of one owner, such as `zone = ? and size > ?`
    public Rows<O, R> where(String condition) {
        return new Rows<>(this, condition, keys.stream().map(Column::name).collect(Collectors.joining(", ")));
    }

    /// The columns that [#read] needs, for a query that the table does not know.
    ///
    /// @param alias of the table, such as `p.`, or nothing
    public String select(String alias) {
        return selected(column -> alias + column);
    }

    /// @param beginning of all names, with which [Row#part] takes the columns out of the row
    public String select(String alias, String beginning) {
        return selected(column -> alias + column + " as " + beginning + column);
    }

    private String selected(UnaryOperator<String> form) {
        return columns.stream().filter(Column::read).map(Column::name).map(form).collect(Collectors.joining(", "));
    }

    public R read(O whose, Row row) {
        return mapping.apply(whose, new Columns<>(row));
    }

    private static String assigned(List<? extends Column<?>> columns, String separator) {
        return columns.stream().map(column -> column.name() + " = ?").collect(Collectors.joining(separator));
    }

    private Object[] values(List<Column<R>> wanted, R record, Object... given) {
        Object[] values = new Object[wanted.size()];
        int next = 0;
        for (int i = 0; i < values.length; i++) {
            Column<R> column = wanted.get(i);
            values[i] = column.value() == null ? given[next++] : column.value().apply(record);
        }
        return values;
    }
}
