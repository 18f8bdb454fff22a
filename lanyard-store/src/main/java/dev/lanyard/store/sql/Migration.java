// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/// One step of the schema. The bundled ones are resources `dev/lanyard/store/migrations/NNN_name.sql`, named in order
/// in the file `index` beside them; their SQL follows [Dialect#ddl]. A released migration never changes. Foreign keys
/// stay immediate: a deferred one would fail at the commit that unrelated writers share.
record Migration(int version, String name, String sql) {
    private static final String FOLDER = "/dev/lanyard/store/migrations/";

    static List<Migration> bundled() {
        List<Migration> all = new ArrayList<>();
        for (String file : resource("index").split("\n")) {
            if (!file.isBlank()) {
                all.add(named(file.strip(), resource(file.strip())));
            }
        }
        return all;
    }

    /// @param file such as `001_roles.sql`
    static Migration named(String file, String sql) {
        return new Migration(Integer.parseInt(file.substring(0, 3)), file, sql);
    }

    /// Brings the schema up to the last of `migrations`: one query when it is there already, else one transaction.
    static void apply(List<Migration> migrations, Connection connection, Dialect dialect) throws SQLException {
        if (isCurrent(migrations, connection)) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(dialect.beginMigration());
            try {
                statement.execute(dialect.lockMigration());
                statement.executeUpdate(dialect.ddl("create table if not exists schema_version"
                        + " (version INTEGER not null primary key, name TEXT not null, checksum INTEGER not null)"));
                List<Migration> missing = missing(migrations, applied(connection));
                for (Migration migration : missing) {
                    statement.executeUpdate(dialect.ddl(migration.sql));
                    record(migration, connection);
                }
                statement.execute("commit");
            } catch (SQLException | RuntimeException e) {
                statement.execute("rollback");
                throw e;
            }
        }
    }

    private record Applied(int version, String name, long checksum) {}

    private static boolean isCurrent(List<Migration> migrations, Connection connection) {
        List<Applied> applied;
        try {
            applied = applied(connection);
        } catch (SQLException e) {
            return false; // An empty database; any other reason comes up again on the way to migrate.
        }
        return missing(migrations, applied).isEmpty();
    }

    private static List<Migration> missing(List<Migration> migrations, List<Applied> applied) {
        if (applied.size() > migrations.size()) {
            throw new StoreException("The database has schema version "
                    + applied.getLast().version + ", written by a newer program; this one knows "
                    + (migrations.isEmpty() ? 0 : migrations.getLast().version));
        }
        for (int i = 0; i < applied.size(); i++) {
            Migration known = migrations.get(i);
            if (applied.get(i).version != known.version || applied.get(i).checksum != known.checksum()) {
                throw new StoreException("The database was made by migration " + applied.get(i).name
                        + ", which is not this program's " + known.name);
            }
        }
        return migrations.subList(applied.size(), migrations.size());
    }

    private static List<Applied> applied(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select version, name, checksum from schema_version order by version")) {
            List<Applied> applied = new ArrayList<>();
            while (rows.next()) {
                applied.add(new Applied(rows.getInt(1), rows.getString(2), rows.getLong(3)));
            }
            return applied;
        }
    }

    private static void record(Migration migration, Connection connection) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into schema_version (version, name, checksum) values (?, ?, ?)")) {
            insert.setLong(1, migration.version);
            insert.setString(2, migration.name);
            insert.setLong(3, migration.checksum());
            insert.executeUpdate();
        }
    }

    private long checksum() {
        CRC32C crc = new CRC32C();
        crc.update(sql.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    private static String resource(String name) {
        try (InputStream in = Migration.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("No resource " + FOLDER + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
