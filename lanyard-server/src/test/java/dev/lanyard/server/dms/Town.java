// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.dms;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;
import dev.lanyard.core.dms.ConversionTimes;
import dev.lanyard.core.dms.DmsQuotas;
import dev.lanyard.core.dms.DmsSections;
import dev.lanyard.core.dms.DmsSections.Neighbours;
import dev.lanyard.core.op.Authorizer;
import dev.lanyard.core.op.Dispatcher;
import dev.lanyard.core.op.UndeclaredFaults;
import dev.lanyard.core.op.Witness;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.server.TestClock;
import dev.lanyard.server.aws.Authentication;
import dev.lanyard.server.aws.AwsEndpoint;
import dev.lanyard.server.aws.AwsEndpoint.Arrivals;
import dev.lanyard.store.dms.SqlDms;
import dev.lanyard.store.sql.Database;
import java.util.List;
import java.util.Random;

/// DMS alone, from wire bytes to wire bytes, over a network that the test builds and breaks.
final class Town implements AutoCloseable {
    final TestClock clock = new TestClock();
    final TownNetwork network = new TownNetwork();
    private final Database database = Database.inMemory();
    private final Dispatcher dispatcher;
    private final AwsEndpoint endpoint;

    Town() {
        Ids ids = new Ids(new Random(1));
        this.dispatcher = new Dispatcher(
                DmsSections.of(
                                SqlDms.in(database),
                                new Neighbours(network, network),
                                DmsQuotas.AWS,
                                ConversionTimes.FAST,
                                ids)
                        .all(),
                Authorizer.NOBODY_ASKS,
                database,
                Witness.NOBODY,
                UndeclaredFaults.FORBIDDEN);
        this.endpoint = endpoint("000000000000", "us-east-1");
    }

    private AwsEndpoint endpoint(String account, String region) {
        return new AwsEndpoint(
                new Arrivals(clock, () -> "b25a1c2e-0000-4000-8000-000000000000", new Region(region)),
                Authentication.off(new AccountId(account), new Region(region)),
                dispatcher,
                List.of());
    }

    Reply call(String operation, String json) {
        return call(endpoint, operation, json);
    }

    Reply callFrom(String account, String region, String operation, String json) {
        return call(endpoint(account, region), operation, json);
    }

    private static Reply call(AwsEndpoint endpoint, String operation, String json) {
        Headers headers = new Headers()
                .add("host", "dms.localhost")
                .add("content-type", "application/x-amz-json-1.1")
                .add("x-amz-target", "AmazonDMSv20160101." + operation);
        WireResponse response =
                endpoint.handle(new WireRequest("POST", "/", "", headers, json.getBytes(UTF_8), "127.0.0.1", false));
        return new Reply(response.status(), new String(response.body(), UTF_8));
    }

    /// The value of a member in the answer of an operation that must succeed.
    String made(String operation, String json, String member) {
        Reply reply = call(operation, json);
        if (reply.status() != 200) {
            throw new AssertionError(operation + " " + json + " answered " + reply);
        }
        return reply.text(member);
    }

    void subnetGroup(String name) {
        made("CreateReplicationSubnetGroup", """
                {"ReplicationSubnetGroupIdentifier": "%s", "ReplicationSubnetGroupDescription": "d",
                 "SubnetIds": ["subnet-a", "subnet-b"]}""".formatted(name), "VpcId");
    }

    /// @return the ARN
    String profile(String name) {
        return made("CreateInstanceProfile", "{\"InstanceProfileName\": \"" + name + "\"}", "InstanceProfileArn");
    }

    /// A provider of MySQL, or of PostgreSQL when its name begins with `pg`.
    ///
    /// @return the ARN
    String provider(String name) {
        boolean postgres = name.startsWith("pg");
        return made(
                "CreateDataProvider",
                """
                {"DataProviderName": "%s", "Engine": "%s", "Settings": {"%s": {"ServerName": "db", "Port": 3306}}}""".formatted(name, postgres ? "postgres" : "mysql", postgres ? "PostgreSqlSettings" : "MySqlSettings"),
                "DataProviderArn");
    }

    /// A project with the given further members, from provider `my` to provider `pg` on profile `p`, which are made if
    /// need be.
    ///
    /// @return the ARN
    String project(String name, String more) {
        call("CreateInstanceProfile", "{\"InstanceProfileName\": \"p\"}");
        if (call("DescribeDataProviders", "{}").count("DataProviderArn") == 0) {
            provider("my");
            provider("pg");
        }
        return made("CreateMigrationProject", """
                {"MigrationProjectName": "%s", "InstanceProfileIdentifier": "p",
                 "SourceDataProviderDescriptors": [{"DataProviderIdentifier": "my"}],
                 "TargetDataProviderDescriptors": [{"DataProviderIdentifier": "pg"}]%s}""".formatted(name, more), "MigrationProjectArn");
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    @Override
    public void close() {
        database.close();
    }

    record Reply(int status, String body) {
        /// The first string, number or flag of this name; empty when there is none.
        String text(String name) {
            int at = body.indexOf('"' + name + "\":");
            if (at < 0) {
                return "";
            }
            String rest = body.substring(at + name.length() + 3);
            return rest.startsWith("\"") ? rest.substring(1, rest.indexOf('"', 1)) : rest.split("[,}\\]]", 2)[0];
        }

        boolean has(String name) {
            return body.contains('"' + name + "\":");
        }

        int count(String name) {
            return body.split('"' + name + "\":", -1).length - 1;
        }

        /// The code of a declared fault, or the status.
        String code() {
            return status == 200 ? "200" : text("__type");
        }
    }
}
