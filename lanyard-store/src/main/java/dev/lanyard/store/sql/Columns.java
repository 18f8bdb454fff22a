// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import dev.lanyard.core.shared.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The columns in which a record stands, as its mapping goes through them. A mapping makes the record and says of each
/// column its name and which part of the record it holds, so that one text serves to read, to insert and to update:
///
/// ```java
/// Badge badge(Columns<Badge> c) {
///     return new Badge(c.key().text("id", badge -> badge.id().value(), BadgeId::new), c.flag("lost", Badge::lost));
/// }
/// ```
///
/// A mapping also runs once without any row, so that the [Table] learns the columns. Then texts are empty, numbers are
/// 0, options absent and what would be made of a column is null. It must go through the same columns every time.
public final class Columns<R> {
    /// @param value null for a column that gets its value at each call
    /// @param read whether the record is made with it
    record Column<R>(String name, Function<? super R, ?> value, boolean key, boolean fixed, boolean read) {
        boolean changes() {
            return !key && !fixed;
        }
    }

    /// Null while the columns are learned.
    private final Row row;

    private final List<Column<R>> learned;
    private boolean key;
    private boolean fixed;

    Columns(Row row) {
        this.row = row;
        this.learned = row == null ? new ArrayList<>() : List.of();
    }

    static <R> List<Column<R>> learn(Function<Columns<R>, R> mapping) {
        Columns<R> columns = new Columns<>(null);
        Objects.requireNonNull(mapping.apply(columns));
        return List.copyOf(columns.learned);
    }

    /// Makes the next column part of the key.
    public Columns<R> key() {
        key = true;
        return this;
    }

    /// Makes the next column or group of columns one that updates leave alone.
    public Columns<R> fixed() {
        fixed = true;
        return this;
    }

    public String text(String name, Function<? super R, String> value) {
        return row == null ? learn(name, value, "") : row.text(name);
    }

    public <T> T text(String name, Function<? super R, String> value, Function<String, T> made) {
        return row == null ? learn(name, value, null) : made.apply(row.text(name));
    }

    public Optional<String> optionalText(String name, Function<? super R, Optional<String>> value) {
        return row == null ? learn(name, value, Optional.empty()) : row.optionalText(name);
    }

    public long number(String name, Function<? super R, Long> value) {
        return row == null ? learn(name, value, 0L) : row.number(name);
    }

    public int integer(String name, Function<? super R, Integer> value) {
        return row == null ? learn(name, value, 0) : row.integer(name);
    }

    public Optional<Integer> optionalInteger(String name, Function<? super R, Optional<Integer>> value) {
        return row == null ? learn(name, value, Optional.empty()) : row.optionalInteger(name);
    }

    public boolean flag(String name, Function<? super R, Boolean> value) {
        return row == null ? learn(name, value, false) : row.flag(name);
    }

    public Optional<Boolean> optionalFlag(String name, Function<? super R, Optional<Boolean>> value) {
        return row == null ? learn(name, value, Optional.empty()) : row.optionalFlag(name);
    }

    public Instant instant(String name, Function<? super R, Instant> value) {
        return row == null ? learn(name, value, Instant.EPOCH) : row.instant(name);
    }

    public Optional<Instant> optionalInstant(String name, Function<? super R, Optional<Instant>> value) {
        return row == null ? learn(name, value, Optional.empty()) : row.optionalInstant(name);
    }

    /// Texts without line breaks, one to a line.
    public List<String> lines(String name, Function<? super R, List<String>> value) {
        return text(
                name,
                record -> String.join("\n", value.apply(record)),
                text -> text.lines().toList());
    }

    public List<Tag> tags(Function<? super R, List<Tag>> value) {
        return text("tags", record -> TagText.write(value.apply(record)), TagText::read);
    }

    /// A column that follows from the record and is not read back.
    public void derived(String name, Function<? super R, ?> value) {
        if (row == null) {
            add(new Column<>(name, value, key, fixed, false));
        }
    }

    /// A column that is no part of the record. It gets its value when a row is inserted and keeps it.
    public void given(String name) {
        if (row == null) {
            add(new Column<>(name, null, key, true, false));
        }
    }

    /// What follows from the owner and columns; null while the columns are learned.
    public <T> T made(Supplier<T> value) {
        return row == null ? null : value.get();
    }

    /// Columns that hold a part of the record.
    public <T> T in(Function<? super R, T> part, Function<Columns<T>, T> mapping) {
        return in("", part, mapping);
    }

    /// Columns that hold a part of the record and whose names all begin alike.
    public <T> T in(String beginning, Function<? super R, T> part, Function<Columns<T>, T> mapping) {
        Columns<T> columns = new Columns<>(row == null || beginning.isEmpty() ? row : row.part(beginning));
        T value = mapping.apply(columns);
        addAll(beginning, columns, each -> record -> each.value.apply(part.apply(record)));
        return value;
    }

    /// Columns that hold a part of the record, or are all null when there is none.
    ///
    /// @param sign a column that is never null when the part is there
    public <T> Optional<T> optional(
            String sign, Function<? super R, Optional<T>> part, Function<Columns<T>, T> mapping) {
        if (row != null && row.isNull(sign)) {
            return Optional.empty();
        }
        Columns<T> columns = new Columns<>(row);
        T value = mapping.apply(columns);
        addAll("", columns, each -> record -> part.apply(record).map(each.value));
        return row == null ? Optional.empty() : Optional.of(value);
    }

    private <T> void addAll(String beginning, Columns<T> part, Function<Column<T>, Function<R, Object>> value) {
        boolean allFixed = fixed;
        for (Column<T> each : part.learned) {
            add(new Column<>(beginning + each.name, value.apply(each), each.key, allFixed || each.fixed, each.read));
        }
    }

    private <T> T learn(String name, Function<? super R, ?> value, T blank) {
        add(new Column<>(name, value, key, fixed, true));
        return blank;
    }

    private void add(Column<R> column) {
        learned.add(column);
        key = false;
        fixed = false;
    }
}
