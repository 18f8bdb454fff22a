// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// The row under the cursor, valid only inside the mapper that it is given to. Columns go by the names that the query
/// gives them.
public final class Row {
    private final ResultSet cells;
    private final Dialect dialect;
    private final Positions positions;

    Row(ResultSet cells, Dialect dialect, Positions positions) {
        this.cells = cells;
        this.dialect = dialect;
        this.positions = positions;
    }

    public String text(String column) {
        return text(positions.of(column, cells));
    }

    public long number(String column) {
        return number(positions.of(column, cells));
    }

    public int integer(String column) {
        return Math.toIntExact(number(column));
    }

    public boolean flag(String column) {
        return number(column) != 0;
    }

    public Instant instant(String column) {
        return Instant.ofEpochMilli(number(column));
    }

    public byte[] bytes(String column) {
        try {
            return cells.getBytes(positions.of(column, cells));
        } catch (SQLException e) {
            throw dialect.failure(e);
        }
    }

    public Optional<String> optionalText(String column) {
        return Optional.ofNullable(text(column));
    }

    public Optional<Long> optionalNumber(String column) {
        long value = number(column);
        return value == 0 && wasNull() ? Optional.empty() : Optional.of(value);
    }

    public Optional<Integer> optionalInteger(String column) {
        return optionalNumber(column).map(Math::toIntExact);
    }

    public Optional<Boolean> optionalFlag(String column) {
        return optionalNumber(column).map(flag -> flag != 0);
    }

    public Optional<Instant> optionalInstant(String column) {
        return optionalNumber(column).map(Instant::ofEpochMilli);
    }

    /// The columns whose names begin so, by the rest of their names.
    public Row part(String beginning) {
        return new Row(cells, dialect, positions.part(beginning));
    }

    boolean isNull(String column) {
        return text(column) == null;
    }

    /// @param position from 1
    String text(int position) {
        try {
            return cells.getString(position);
        } catch (SQLException e) {
            throw dialect.failure(e);
        }
    }

    /// @param position from 1
    long number(int position) {
        try {
            return cells.getLong(position);
        } catch (SQLException e) {
            throw dialect.failure(e);
        }
    }

    private boolean wasNull() {
        try {
            return cells.wasNull();
        } catch (SQLException e) {
            throw dialect.failure(e);
        }
    }
}
