// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import dev.lanyard.core.op.ConstraintViolation;
import dev.lanyard.core.op.Unavailable;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Set;
import org.sqlite.SQLiteException;

/// What differs between the two engines. Statements are one text for both, with `?` placeholders; both know
/// `on conflict do nothing`, `on conflict (...) do update set x = excluded.x`, `returning` and `limit`.
///
/// Strings sort by their UTF-8 bytes on both engines: SQLite's default collation compares bytes, and on PostgreSQL
/// every text column is declared with the collation `"C"`, which does the same whatever the locale of the database.
public enum Dialect {
    SQLITE {
        @Override
        String ddl(String sql) {
            return sql;
        }

        @Override
        String beginMigration() {
            return "begin immediate";
        }

        @Override
        String lockMigration() {
            return "select 1"; // The directory belongs to this process.
        }

        @Override
        void emptyAll(Database database) {
            // A table is younger than those it refers to.
            database.query(
                            "select name from sqlite_schema where type = 'table' and name <> 'schema_version'"
                                    + " and name not like 'sqlite_%' order by rowid desc",
                            row -> row.text(1))
                    .forEach(table -> database.update("delete from " + table));
        }

        @Override
        RuntimeException failure(SQLException e) {
            if (!(e instanceof SQLiteException sqlite)) {
                return unexpected(e);
            }
            return switch (sqlite.getResultCode()) {
                case SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID ->
                    new ConstraintViolation(ConstraintViolation.Kind.UNIQUE, e);
                case SQLITE_CONSTRAINT_FOREIGNKEY -> new ConstraintViolation(ConstraintViolation.Kind.FOREIGN_KEY, e);
                case SQLITE_CONSTRAINT_CHECK, SQLITE_CONSTRAINT_NOTNULL, SQLITE_CONSTRAINT_DATATYPE ->
                    new ConstraintViolation(ConstraintViolation.Kind.CHECK, e);
                default -> ABSENT.contains(sqlite.getResultCode().code & 0xff) ? unavailable(e) : unexpected(e);
            };
        }

        // What is in the file can be read while a disk is full or a write fails.
        @Override
        Outage.Extent extent(SQLException e, boolean writes) {
            return writes ? Outage.Extent.WRITES : Outage.Extent.EVERYTHING;
        }
    },

    POSTGRESQL {
        @Override
        String ddl(String sql) {
            return sql.replace(" STRICT, WITHOUT ROWID", "")
                    .replace(" STRICT", "")
                    .replace(" TEXT", " TEXT COLLATE \"C\"")
                    .replace(" INTEGER", " BIGINT")
                    .replace(" BLOB", " BYTEA");
        }

        @Override
        String beginMigration() {
            return "begin isolation level read committed";
        }

        @Override
        String lockMigration() {
            return "select pg_advisory_xact_lock(7165239011)";
        }

        @Override
        void emptyAll(Database database) {
            List<String> tables = database.query(
                    "select quote_ident(tablename) from pg_tables where schemaname = current_schema()"
                            + " and tablename <> 'schema_version'",
                    row -> row.text(1));
            if (!tables.isEmpty()) {
                database.update("truncate " + String.join(", ", tables));
            }
        }

        @Override
        RuntimeException failure(SQLException e) {
            String state = e.getSQLState();
            return switch (state == null ? "" : state) {
                case "23505" -> new ConstraintViolation(ConstraintViolation.Kind.UNIQUE, e);
                case "23503", "23001" -> new ConstraintViolation(ConstraintViolation.Kind.FOREIGN_KEY, e);
                case "23514", "23502" -> new ConstraintViolation(ConstraintViolation.Kind.CHECK, e);
                case "40001", "40P01" -> new SerializationFailure(e);
                default -> isAbsence(state) ? unavailable(e) : unexpected(e);
            };
        }

        @Override
        Outage.Extent extent(SQLException e, boolean writes) {
            if (e instanceof SQLTransientConnectionException) {
                // From the pool. Without a reason of its own all connections are in use and none has failed.
                return e.getNextException() == null ? Outage.Extent.LIMIT : Outage.Extent.EVERYTHING;
            }
            return switch (e.getSQLState() == null ? "" : e.getSQLState()) {
                case "53100", "25006" -> Outage.Extent.WRITES; // A full disk; a server that has become a standby.
                case "55P03", "57014" -> Outage.Extent.LIMIT; // A lock or a statement that took too long.
                default -> Outage.Extent.NOTHING; // One connection. If it is not the only one, the pool will tell.
            };
        }

        // Connections that broke, servers that stop, start or have run out of something, and what nobody has named.
        private boolean isAbsence(String state) {
            return state == null
                    || state.isEmpty()
                    || Set.of("08", "53", "57", "58").contains(state.substring(0, 2))
                    || Set.of("25006", "25P03", "25P04", "40003", "55P03").contains(state);
        }
    };

    /// Result codes of SQLite that say nothing of the statement: NOMEM, BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN,
    /// PROTOCOL.
    private static final Set<Integer> ABSENT = Set.of(5, 6, 7, 8, 10, 13, 14, 15);

    /// A migration in this engine's words. Migrations are written in SQLite's: the column types `TEXT`, `INTEGER`
    /// (64 bits, also instants as epoch milliseconds and flags as 0 or 1) and `BLOB` and the table options
    /// `STRICT, WITHOUT ROWID` in capitals, everything else in small letters.
    abstract String ddl(String sql);

    abstract String beginMigration();

    /// Makes other nodes that migrate the same database wait for the end of this transaction.
    abstract String lockMigration();

    abstract void emptyAll(Database database);

    /// The exception that a failed statement becomes: [ConstraintViolation], [SerializationFailure], [Unavailable] or
    /// [StoreException].
    abstract RuntimeException failure(SQLException e);

    /// How much of the database does not work when a unit of work has failed with what became an [Unavailable].
    abstract Outage.Extent extent(SQLException e, boolean writes);

    static Unavailable unavailable(SQLException e) {
        return new Unavailable("The database failed: " + firstLine(e), e);
    }

    static String firstLine(SQLException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    private static StoreException unexpected(SQLException e) {
        return new StoreException("The database failed: " + firstLine(e), e);
    }
}
