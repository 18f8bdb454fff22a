// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import dev.lanyard.core.ec2.Scope;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The database as EC2's adapters use it: the first two arguments of every statement are the account and the region.
record Regional(Database db) {
    static final String HERE = " where account = ? and region = ?";

    <T> List<T> query(Scope scope, String sql, Function<? super Row, ? extends T> mapper, Object... more) {
        return db.query(sql, mapper, arguments(scope, more));
    }

    <T> Optional<T> one(Scope scope, String sql, Function<? super Row, ? extends T> mapper, Object... more) {
        return db.one(sql, mapper, arguments(scope, more));
    }

    int update(Scope scope, String sql, Object... more) {
        return db.update(sql, arguments(scope, more));
    }

    boolean insertIfAbsent(Scope scope, String sql, Object... more) {
        return db.insertIfAbsent(sql, arguments(scope, more));
    }

    /// Changes the row with this id.
    ///
    /// @param sql an update up to its `where`, whose arguments these are
    void set(Scope scope, String id, String sql, Object... values) {
        setWhere(scope, "id", id, sql, values);
    }

    /// Changes the row with this text in a column that is a key of the region.
    ///
    /// @param sql an update up to its `where`, whose arguments these are
    void setWhere(Scope scope, String column, String key, String sql, Object... values) {
        Object[] all = Arrays.copyOf(values, values.length + 3);
        all[values.length] = scope.account().value();
        all[values.length + 1] = scope.region().value();
        all[values.length + 2] = key;
        db.update(sql + HERE + " and " + column + " = ?", all);
    }

    private static Object[] arguments(Scope scope, Object... more) {
        Object[] all = new Object[more.length + 2];
        all[0] = scope.account().value();
        all[1] = scope.region().value();
        System.arraycopy(more, 0, all, 2, more.length);
        return all;
    }
}
