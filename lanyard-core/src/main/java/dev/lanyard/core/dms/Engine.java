// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import java.util.Arrays;
import java.util.Optional;

/// The database engines of data providers, and the one kind of settings that each takes.
enum Engine {
    AURORA("aurora", "MySqlSettings"),
    AURORA_POSTGRESQL("aurora-postgresql", "PostgreSqlSettings"),
    MYSQL("mysql", "MySqlSettings"),
    ORACLE("oracle", "OracleSettings"),
    POSTGRES("postgres", "PostgreSqlSettings"),
    SQLSERVER("sqlserver", "MicrosoftSqlServerSettings"),
    REDSHIFT("redshift", "RedshiftSettings"),
    MARIADB("mariadb", "MariaDbSettings"),
    MONGODB("mongodb", "MongoDbSettings"),
    DB2("db2", "IbmDb2LuwSettings"),
    DB2_ZOS("db2-zos", "IbmDb2zOsSettings"),
    DOCDB("docdb", "DocDbSettings"),
    SYBASE("sybase", "SybaseAseSettings");

    private final String text;
    private final String settings;

    Engine(String text, String settings) {
        this.text = text;
        this.settings = settings;
    }

    static Optional<Engine> of(String text) {
        return Arrays.stream(values()).filter(it -> it.text.equals(text)).findFirst();
    }

    String settings() {
        return settings;
    }

    /// All engines but Redshift have a choice of encryption, which is none unless they are told.
    boolean hasSslMode() {
        return this != REDSHIFT;
    }

    @Override
    public String toString() {
        return text;
    }
}
