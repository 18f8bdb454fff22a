// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.imds;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;
import dev.lanyard.core.imds.IdentityKeys;
import dev.lanyard.core.imds.InstanceKey;
import dev.lanyard.core.imds.Metadata;
import dev.lanyard.core.imds.MetadataAddresses;
import dev.lanyard.core.imds.MetadataTokens;
import dev.lanyard.core.imds.RoleCredentials;
import dev.lanyard.core.imds.SharedSecrets;
import dev.lanyard.server.TestClock;
import dev.lanyard.server.browser.BrowserGuard;
import dev.lanyard.server.browser.LocalNames;
import dev.lanyard.store.imds.SqlIssuedCredentials;
import dev.lanyard.store.imds.SqlMetadataAddresses;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sts.SqlSecrets;
import java.net.InetAddress;
import java.util.Random;
import java.util.Set;

/// A metadata service without sockets, for the instances of a [TestCloud].
final class Imds implements AutoCloseable {
    final Database database = Database.inMemory();
    final TestClock clock = new TestClock();
    final TestCloud cloud = new TestCloud(database);
    final MetadataAddresses addresses;
    final IdentityKeys identity;
    final ImdsEndpoint endpoint;

    Imds() {
        SharedSecrets secrets = new SqlSecrets(database)::secret;
        identity = new IdentityKeys(secrets, clock);
        addresses = new MetadataAddresses(new SqlMetadataAddresses(database), database, database, clock);
        RoleCredentials credentials = new RoleCredentials(cloud, new SqlIssuedCredentials(database), database);
        endpoint = new ImdsEndpoint(
                new BrowserGuard(new LocalNames(InetAddress.getLoopbackAddress(), Set.of()), Set.of()),
                new Metadata(cloud, credentials, identity, database, database, clock),
                addresses,
                new MetadataTokens(secrets, new Random(7)),
                clock);
    }

    /// A request on the path of an instance.
    ///
    /// @param headers names and values in turn
    Answer send(String method, InstanceKey instance, String path, String... headers) {
        return send(method, "/instances/" + instance.id() + path, headers);
    }

    Answer send(String method, String path, String... headers) {
        return Answer.of(endpoint.byPath(request(method, path, "127.0.0.1:1338", headers))
                .orElseThrow());
    }

    static WireRequest request(String method, String path, String host, String... headers) {
        Headers all = new Headers().add("Host", host);
        for (int i = 0; i < headers.length; i += 2) {
            all.add(headers[i], headers[i + 1]);
        }
        return new WireRequest(method, path, "", all, new byte[0], "127.0.0.1", false);
    }

    Answer get(InstanceKey instance, String path, String... headers) {
        return send("GET", instance, path, headers);
    }

    String token(InstanceKey instance) {
        return send("PUT", instance, "/latest/api/token", "X-aws-ec2-metadata-token-ttl-seconds", "21600")
                .body();
    }

    @Override
    public void close() {
        database.close();
    }

    record Answer(int status, Headers headers, byte[] bytes) {
        static Answer of(WireResponse response) {
            return new Answer(response.status(), response.headers(), response.body());
        }

        String header(String name) {
            return headers.first(name).orElse("");
        }

        String body() {
            return new String(bytes, UTF_8);
        }
    }
}
