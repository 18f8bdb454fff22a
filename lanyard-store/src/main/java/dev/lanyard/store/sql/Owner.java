// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.store.sql.Columns.Column;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whose rows a table holds: the columns that each of its keys begins with, such as the account and the region. A
/// statement is about the rows of one owner, who is given and not read back.
public final class Owner<O> {
    public static final Owner<AccountId> ACCOUNT = Owner.of("account", AccountId::value);

    private final List<Column<O>> columns;

    private Owner(List<Column<O>> columns) {
        this.columns = columns;
    }

    public static <O> Owner<O> of(String column, Function<O, String> value) {
        return new Owner<O>(List.of()).and(column, value);
    }

    public Owner<O> and(String column, Function<O, String> value) {
        return new Owner<>(Stream.concat(columns.stream(), Stream.of(new Column<>(column, value, true, true, false)))
                .toList());
    }

    /// The owner's values, then these, as statements take them.
    public Object[] arguments(O owner, Object... more) {
        int own = columns.size();
        Object[] all = new Object[own + more.length];
        Arrays.setAll(all, i -> i < own ? columns.get(i).value().apply(owner) : more[i - own]);
        return all;
    }

    String condition() {
        return columns.stream().map(column -> column.name() + " = ?").collect(Collectors.joining(" and "));
    }

    List<Column<O>> columns() {
        return columns;
    }
}
