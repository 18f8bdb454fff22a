// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.json.Json;
import dev.lanyard.core.sts.Issuer;
import dev.lanyard.core.sts.IssuerKeys;
import dev.lanyard.core.sts.IssuerKeys.Busy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// Fetches the documents of OpenID Connect issuers from the web. Their addresses come from strangers: nothing is
/// followed to where the issuer must not lead, nothing takes long, and nothing is large.
public final class IssuerDocuments implements IssuerKeys.Documents {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 256 * 1024;
    private static final int MOST_AT_ONCE = 8;

    /// Threads of the platform, because a look-up of a name blocks the thread below a virtual one.
    private final ExecutorService workers = new ThreadPoolExecutor(
            0,
            MOST_AT_ONCE,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("issuer-documents-", 0).factory());

    @Override
    public Optional<String> keySet(Issuer issuer) throws Busy {
        Future<Optional<String>> fetched;
        try {
            fetched = workers.submit(() -> fetch(issuer));
        } catch (RejectedExecutionException _) {
            throw new Busy();
        }
        try {
            return fetched.get(DEADLINE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            fetched.cancel(true);
        }
    }

    /// Ends at once when its thread is interrupted, wherever it is but in a look-up of a name.
    private static Optional<String> fetch(Issuer issuer) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(DEADLINE)
                .build();
        try {
            Optional<URI> keys = get(client, issuer, issuer.discovery())
                    .flatMap(Json::parseObject)
                    .flatMap(discovery -> discovery.text("jwks_uri"))
                    .flatMap(issuer::leadsTo);
            return keys.isPresent() ? get(client, issuer, keys.get()) : Optional.empty();
        } finally {
            client.shutdownNow();
        }
    }

    private static Optional<String> get(HttpClient client, Issuer issuer, URI where)
            throws IOException, InterruptedException {
        InetAddress[] addresses = InetAddress.getAllByName(where.getHost());
        if (!Stream.of(addresses)
                .allMatch(issuer.isLocal() ? InetAddress::isLoopbackAddress : PublicAddresses::contain)) {
            return Optional.empty();
        }
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(where)
                        .header("accept", "application/json")
                        .build(),
                BodyHandlers.limiting(BodyHandlers.ofString(UTF_8), MOST_BYTES));
        return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
    }
}
