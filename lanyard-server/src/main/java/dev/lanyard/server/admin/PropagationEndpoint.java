// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.json.JsonWriter;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;
import dev.lanyard.core.propagation.Delay;
import dev.lanyard.core.propagation.Propagation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Shows and sets how late others see changes in IAM, and waits until they see them all. Below `/_lanyard/propagation`:
/// `GET` shows, `PUT /{account}` with a delay as the body and `DELETE /{account}` set, `POST /wait` and
/// `POST /wait/{account}` wait.
public final class PropagationEndpoint implements AdminPaths, AutoCloseable {
    /// How long a request to wait is kept before its sender has to ask again.
    public static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private static final String PATH = "propagation";
    private static final String JSON = "application/json";

    /// How to let time pass.
    @FunctionalInterface
    public interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    private final Propagation propagation;
    private final InstantSource clock;
    private final Pause pause;
    private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public PropagationEndpoint(Propagation propagation, InstantSource clock, Pause pause) {
        this.propagation = propagation;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public Optional<WireResponse> handle(WireRequest request, String path) {
        return path.equals(PATH) || path.startsWith(PATH + '/') ? Optional.of(answer(request, path)) : Optional.empty();
    }

    private WireResponse answer(WireRequest request, String path) {
        String end = path.substring(path.lastIndexOf('/') + 1);
        Optional<AccountId> account = AccountId.isValid(end) ? Optional.of(new AccountId(end)) : Optional.empty();
        String shape = account.isPresent() ? path.substring(0, path.length() - end.length()) + "{account}" : path;
        return switch (request.method() + ' ' + shape) {
            case "GET propagation" -> AdminEndpoint.answer(200, JSON, delays());
            case "PUT propagation/{account}" -> set(account.orElseThrow(), new String(request.body(), UTF_8));
            case "DELETE propagation/{account}" -> set(account.orElseThrow(), Optional.empty());
            case "POST propagation/wait", "POST propagation/wait/{account}" -> await(account);
            default -> AdminEndpoint.answer(404, JSON, "{\"message\":\"There is no such admin path.\"}");
        };
    }

    private WireResponse set(AccountId account, String text) {
        try {
            return set(account, Optional.of(Delay.parse(text.strip())));
        } catch (IllegalArgumentException refused) {
            return AdminEndpoint.answer(400, JSON, "{\"message\":\"Not set: " + refused.getMessage() + "\"}");
        }
    }

    private WireResponse set(AccountId account, Optional<Delay> delay) {
        propagation.delay(account, delay);
        return AdminEndpoint.answer(200, JSON, delays());
    }

    private String delays() {
        TreeMap<String, String> accounts = new TreeMap<>();
        propagation.delays().forEach((account, delay) -> accounts.put(account.value(), delay.toString()));
        return JsonWriter.object(json -> json.put("default", propagation.usual().toString())
                .putObject("accounts", it -> accounts.forEach(it::put)));
    }

    /// Changes made while this waits are not waited for, nor longer than [#LONGEST_WAIT]: a waiter holds a connection.
    private WireResponse await(Optional<AccountId> account) {
        Optional<Instant> settled = propagation.settled(account);
        Instant now = clock.instant();
        Instant latest = now.plus(LONGEST_WAIT);
        waiting.add(Thread.currentThread());
        try {
            while (settled.isPresent() && now.isBefore(settled.get())) {
                if (closed) {
                    return later("The server is being stopped.");
                }
                if (!now.isBefore(latest)) {
                    return later("Not everybody sees what has changed so far. Ask again.");
                }
                pause.of(Duration.between(now, settled.get().isBefore(latest) ? settled.get() : latest));
                now = clock.instant();
            }
            return AdminEndpoint.answer(200, JSON, "{\"status\":\"visible\"}");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return later("The server is being stopped.");
        } finally {
            waiting.remove(Thread.currentThread());
        }
    }

    private static WireResponse later(String message) {
        WireResponse answer = AdminEndpoint.answer(503, JSON, "{\"message\":\"" + message + "\"}");
        answer.headers().add("retry-after", "1");
        return answer;
    }

    /// Answers those who wait, and lets nobody wait any more.
    @Override
    public void close() {
        closed = true;
        waiting.forEach(Thread::interrupt);
    }
}
