// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.dms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.core.dms.RoleDirectory.Trust;
import dev.lanyard.server.dms.Town.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DataProviderTest {
    private final Town town = new Town();

    @AfterEach
    void stop() {
        town.close();
    }

    @Test
    void settingsComeBackInFull() {
        Reply made = town.call("CreateDataProvider", """
                {"DataProviderName": "src", "Description": "", "Engine": "sqlserver", "Virtual": false,
                 "Settings": {"MicrosoftSqlServerSettings": {"Port": 1433, "ServerName": "db", "DatabaseName": "sales"}}}""");
        assertThat(made.body())
                .isEqualTo("{\"DataProvider\":{\"DataProviderName\":\"src\",\"DataProviderArn\":\""
                        + made.text("DataProviderArn")
                        + "\",\"DataProviderCreationTime\":\"2026-02-12T11:27:47.000000Z\",\"Engine\":\"sqlserver\","
                        + "\"Virtual\":false,\"Settings\":{\"MicrosoftSqlServerSettings\":{\"ServerName\":\"db\","
                        + "\"Port\":1433,\"DatabaseName\":\"sales\",\"SslMode\":\"none\"}}}}");
        assertThat(made.text("DataProviderArn"))
                .matches("arn:aws:dms:us-east-1:000000000000:data-provider:[A-Z2-7]{26}");
        assertThat(filtered("src").body())
                .contains(made.body()
                        .substring("{\"DataProvider\":".length(), made.body().length() - 1));
    }

    @Test
    void everyEngineTakesItsOwnSettingsOnly() {
        String[][] engines = {
            {"aurora", "MySqlSettings"},
            {"aurora-postgresql", "PostgreSqlSettings"},
            {"mysql", "MySqlSettings"},
            {"oracle", "OracleSettings"},
            {"postgres", "PostgreSqlSettings"},
            {"sqlserver", "MicrosoftSqlServerSettings"},
            {"redshift", "RedshiftSettings"},
            {"mariadb", "MariaDbSettings"},
            {"mongodb", "MongoDbSettings"},
            {"db2", "IbmDb2LuwSettings"},
            {"db2-zos", "IbmDb2zOsSettings"},
            {"docdb", "DocDbSettings"},
            {"sybase", "SybaseAseSettings"}
        };
        for (String[] engine : engines) {
            Reply made = create(engine[0], "\"" + engine[1] + "\": {\"ServerName\": \"db\"}");
            assertThat(made.status()).as(engine[0]).isEqualTo(200);
            assertThat(made.text("DataProviderName")).matches("dp-[0-9]{13}");
            assertThat(made.has("SslMode")).isEqualTo(!engine[0].equals("redshift"));
            String other = engine[1].equals("MySqlSettings") ? "OracleSettings" : "MySqlSettings";
            assertThat(create(engine[0], "\"" + other + "\": {}").code())
                    .isEqualTo("InvalidParameterCombinationException");
        }
        assertThat(create("cassandra", "\"MySqlSettings\": {}").code()).isEqualTo("InvalidParameterValueException");
        assertThat(create("mysql", "").code()).isEqualTo("InvalidParameterCombinationException");
        assertThat(create("mysql", "\"MySqlSettings\": {}, \"OracleSettings\": {}")
                        .code())
                .isEqualTo("InvalidParameterCombinationException");
    }

    @Test
    void settingsThatCannotBeAreRefused() {
        for (String bad : new String[] {
            "\"Port\": 0",
            "\"Port\": 65536",
            "\"SslMode\": \"maybe\"",
            "\"S3Path\": \"bucket\"",
            "\"CertificateArn\": \"cert\""
        }) {
            assertThat(create("mysql", "\"MySqlSettings\": {" + bad + "}").code())
                    .as(bad)
                    .isEqualTo("InvalidParameterValueException");
        }
        assertThat(create("mysql", "\"MySqlSettings\": {\"SslMode\": \"verify-full\"}")
                        .code())
                .isEqualTo("InvalidParameterCombinationException");
        assertThat(create("mysql", "\"MySqlSettings\": {\"Port\": \"3306\"}").code())
                .isEqualTo("SerializationException");
        String role = "\"RedshiftSettings\": {\"S3Path\": \"s3://bucket/x\","
                + " \"S3AccessRoleArn\": \"arn:aws:iam::000000000000:role/s3\"}";
        assertThat(create("redshift", role).code()).isEqualTo("AccessDeniedFault");
        town.network.role("s3", Trust.REFUSED);
        assertThat(create("redshift", role).code()).isEqualTo("AccessDeniedFault");
        town.network.role("s3", Trust.GRANTED);
        assertThat(create("redshift", role.replace("000000000000", "111122223333"))
                        .code())
                .isEqualTo("AccessDeniedFault");
        assertThat(create("redshift", role).status()).isEqualTo(200);
        town.network.fail();
        assertThat(create("redshift", role).code()).isEqualTo("FailedDependencyFault");
    }

    @Test
    void modifyMergesSettingsUnlessTheyAreToBeExact() {
        String arn = town.provider("my");
        Reply merged = modify("\"Settings\": {\"MySqlSettings\": {\"Port\": 3307, \"SslMode\": \"require\"}}");
        assertThat(merged.body())
                .contains("{\"MySqlSettings\":{\"ServerName\":\"db\",\"Port\":3307,\"SslMode\":\"require\"}}");
        Reply exact = modify("\"ExactSettings\": true, \"Settings\": {\"MySqlSettings\": {\"ServerName\": \"db2\"}}");
        assertThat(exact.body()).contains("{\"MySqlSettings\":{\"ServerName\":\"db2\",\"SslMode\":\"none\"}}");
        assertThat(modify("\"Engine\": \"postgres\"").code()).isEqualTo("InvalidParameterCombinationException");
        Reply moved = modify("\"Engine\": \"postgres\", \"Settings\": {\"PostgreSqlSettings\": {\"Port\": 5432}}");
        assertThat(moved.body()).contains("{\"PostgreSqlSettings\":{\"Port\":5432,\"SslMode\":\"none\"}}");
        assertThat(moved.text("DataProviderArn")).isEqualTo(arn);
        assertThat(modify("\"Virtual\": true").text("message"))
                .isEqualTo("Cannot convert a non-virtual data provider to virtual");
        assertThat(modify("\"DataProviderName\": \"other\"").text("DataProviderArn"))
                .isEqualTo(arn);
        assertThat(modify("").code()).isEqualTo("ResourceNotFoundFault");
    }

    @Test
    void providerCannotGoOrChangeWhileAProjectUsesIt() {
        town.project("move", "");
        assertThat(modify("\"Description\": \"d\"").code()).isEqualTo("InvalidResourceStateFault");
        assertThat(delete("pg").code()).isEqualTo("InvalidResourceStateFault");
        town.call("DeleteMigrationProject", "{\"MigrationProjectIdentifier\": \"move\"}");
        assertThat(delete("pg").text("DataProviderName")).isEqualTo("pg");
        assertThat(delete("pg").code()).isEqualTo("ResourceNotFoundFault");
    }

    private Reply create(String engine, String settings) {
        return town.call("CreateDataProvider", "{\"Engine\": \"" + engine + "\", \"Settings\": {" + settings + "}}");
    }

    private Reply modify(String members) {
        return town.call(
                "ModifyDataProvider",
                "{\"DataProviderIdentifier\": \"my\"" + (members.isEmpty() ? "" : ", ") + members + "}");
    }

    private Reply delete(String identifier) {
        return town.call("DeleteDataProvider", "{\"DataProviderIdentifier\": \"" + identifier + "\"}");
    }

    private Reply filtered(String value) {
        return town.call(
                "DescribeDataProviders",
                "{\"Filters\": [{\"Name\": \"data-provider-identifier\", \"Values\": [\"" + value + "\"]}]}");
    }
}
