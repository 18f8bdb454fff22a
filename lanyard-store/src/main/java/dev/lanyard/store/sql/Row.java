// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// The row under the cursor, valid only inside the mapper that it is given to. Columns count from 1.
public final class Row {
    private final ResultSet cells;
    private final Dialect dialect;

    Row(ResultSet cells, Dialect dialect) {
        this.cells = cells;
        this.dialect = dialect;
    }

    public String text(int column) {
        try {
            return cells.getString(column);
        } catch (SQLException e) {
            throw dialect.failure(e);
        }
    }

    public long number(int column) {
        try {
            return cells.getLong(column);
        } catch (SQLException e) {
            throw dialect.failure(e);
        }
    }

    public int integer(int column) {
        return Math.toIntExact(number(column));
    }

    public boolean flag(int column) {
        return number(column) != 0;
    }

    public Instant instant(int column) {
        return Instant.ofEpochMilli(number(column));
    }

    public byte[] bytes(int column) {
        try {
            return cells.getBytes(column);
        } catch (SQLException e) {
            throw dialect.failure(e);
        }
    }

    public Optional<String> optionalText(int column) {
        return Optional.ofNullable(text(column));
    }

    public Optional<Long> optionalNumber(int column) {
        long value = number(column);
        return value == 0 && wasNull() ? Optional.empty() : Optional.of(value);
    }

    public Optional<Instant> optionalInstant(int column) {
        return optionalNumber(column).map(Instant::ofEpochMilli);
    }

    public Optional<byte[]> optionalBytes(int column) {
        return Optional.ofNullable(bytes(column));
    }

    private boolean wasNull() {
        try {
            return cells.wasNull();
        } catch (SQLException e) {
            throw dialect.failure(e);
        }
    }
}
