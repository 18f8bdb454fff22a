// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// Where the columns of a statement's result are, as far as they were asked for. Kept with the statement, so that a
/// name is looked up once and not for each row.
final class Positions {
    private final String prefix;
    private final Map<String, Integer> known = new HashMap<>();
    private final Map<String, Positions> parts = new HashMap<>(2);

    Positions() {
        this("");
    }

    private Positions(String prefix) {
        this.prefix = prefix;
    }

    int of(String column, ResultSet cells) {
        Integer position = known.get(column);
        return position == null ? find(column, cells) : position;
    }

    private int find(String column, ResultSet cells) {
        try {
            int position = cells.findColumn(prefix + column);
            known.put(column, position);
            return position;
        } catch (SQLException e) {
            throw new IllegalArgumentException("The query has no column " + prefix + column, e);
        }
    }

    /// Those of the columns whose names begin so, by the rest of their names.
    Positions part(String beginning) {
        return parts.computeIfAbsent(beginning, it -> new Positions(prefix + it));
    }
}
