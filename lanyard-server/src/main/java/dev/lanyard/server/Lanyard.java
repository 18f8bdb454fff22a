// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import static java.util.stream.Collectors.toSet;

import dev.lanyard.aws.sigv4.Credentials;
import dev.lanyard.aws.sigv4.SigV4Verifier;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;
import dev.lanyard.core.imds.ImdsModule;
import dev.lanyard.core.op.Authorizer;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.op.Dispatcher;
import dev.lanyard.core.op.Unavailable;
import dev.lanyard.core.op.UndeclaredFaults;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.core.sts.MasterKey;
import dev.lanyard.core.sts.SecretStore.RootKey;
import dev.lanyard.core.sts.StsModule;
import dev.lanyard.core.sts.UseNotes;
import dev.lanyard.server.admin.AdminAccess;
import dev.lanyard.server.admin.AdminEndpoint;
import dev.lanyard.server.admin.DecisionEndpoint;
import dev.lanyard.server.admin.InstancePaths;
import dev.lanyard.server.admin.PropagationEndpoint;
import dev.lanyard.server.admin.ServerPaths;
import dev.lanyard.server.assembly.Services;
import dev.lanyard.server.aws.Authentication;
import dev.lanyard.server.aws.AwsEndpoint;
import dev.lanyard.server.aws.AwsEndpoint.Arrivals;
import dev.lanyard.server.bridge.UseWriter;
import dev.lanyard.server.browser.BrowserGuard;
import dev.lanyard.server.browser.Cors;
import dev.lanyard.server.browser.Host;
import dev.lanyard.server.browser.LocalNames;
import dev.lanyard.server.browser.WebOrigin;
import dev.lanyard.server.imds.ImdsEndpoint;
import dev.lanyard.server.imds.InstanceList;
import dev.lanyard.server.observe.Metrics;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.StoreException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The composition root: makes every part and hands it what it needs.
public final class Lanyard implements AutoCloseable {
    private static final Duration SIGNATURE_WINDOW = Duration.ofMinutes(15);

    private final Database database;
    private final UseWriter uses;
    private final PropagationEndpoint waiting;
    private final Dispatcher dispatcher;
    private final ApiEndpoint api;
    private final AdminEndpoint admin;
    private final Optional<RootKey> newRootKey;
    private final ImdsEndpoint metadata;
    private final InstanceList instances;

    /// @throws StartFailure when the database cannot be opened
    public Lanyard(Options options) throws StartFailure {
        this(options, InstantSource.system(), new SecureRandom());
    }

    /// @param clock the time by which everything happens
    /// @param random the source of all ids and secrets, safe for use by many threads
    public Lanyard(Options options, InstantSource clock, RandomGenerator random) throws StartFailure {
        this(options, clock, random, Thread::sleep, UndeclaredFaults.logged());
    }

    /// @param pause lets the clock's time pass
    Lanyard(
            Options options,
            InstantSource clock,
            RandomGenerator random,
            PropagationEndpoint.Pause pause,
            UndeclaredFaults undeclared)
            throws StartFailure {
        this.database = open(options);
        Services services = orClose(() -> Services.of(options, database, clock, random));
        StsModule sts = services.sts();
        ImdsModule imds = services.imds();
        this.uses = services.uses();
        this.newRootKey = orClose(
                () -> options.hasDevelopmentCredentials() ? Optional.empty() : sts.firstRootKey(options.account()));
        this.dispatcher = new Dispatcher(
                services.sections(),
                options.auth() == Options.AuthMode.ENFORCE ? sts.authorizer() : Authorizer.NOBODY_ASKS,
                database,
                services.seen().changes(),
                undeclared);
        BrowserGuard guard = guard(options);
        Metrics metrics = new Metrics();
        Authentication authentication = authentication(options, clock, sts.credentials(), new UseNotes(uses));
        AwsEndpoint aws = new AwsEndpoint(
                new Arrivals(clock, requestIds()::uuid, options.region()),
                authentication,
                dispatcher,
                List.of(metrics, sts.decisionLog()));
        this.api = new ApiEndpoint(guard, new Cors(guard), request -> anybodyIsRoot(options, request), aws::handle);
        this.metadata = new ImdsEndpoint(guard, imds.metadata(), imds.addresses(), imds.tokens(), clock);
        this.instances = new InstanceList(services.instances(), imds.addresses(), clock);
        this.waiting = new PropagationEndpoint(services.propagation(), clock, pause);
        this.admin = new AdminEndpoint(
                new AdminAccess(options, guard, authentication),
                database::requireReachable,
                new DecisionEndpoint(sts.decisions()),
                List.of(
                        waiting,
                        new InstancePaths(instances, imds.identity()),
                        new ServerPaths(options, metrics, () -> reset(services))));
    }

    private static Database open(Options options) throws StartFailure {
        try {
            if (options.databaseUrl().isPresent()) {
                return Database.postgres(options.databaseUrl().get());
            }
            return options.dataDir().isPresent()
                    ? Database.directory(options.dataDir().get())
                    : Database.inMemory();
        } catch (StoreException e) {
            throw new StartFailure(e.getMessage(), e);
        }
    }

    /// A start that fails leaves the database to others.
    private <T> T orClose(Supplier<T> part) throws StartFailure {
        try {
            return part.get();
        } catch (MasterKey.Refused | Unavailable | StoreException e) {
            database.close();
            throw new StartFailure(e.getMessage(), e);
        }
    }

    private static BrowserGuard guard(Options options) {
        Set<Host> hosts = options.allowHosts().stream()
                .map(name -> Host.parse(name).orElseThrow())
                .collect(toSet());
        Set<WebOrigin> origins = options.allowOrigins().stream()
                .map(text -> WebOrigin.parse(text).orElseThrow())
                .collect(toSet());
        return new BrowserGuard(new LocalNames(options.host(), hosts), origins);
    }

    private static boolean anybodyIsRoot(Options options, WireRequest request) {
        return options.auth() == Options.AuthMode.OFF || (options.hasDevelopmentCredentials() && request.local());
    }

    /// Who comes through a proxy may come from anywhere, so that the development credentials are none of his.
    private static Authentication authentication(
            Options options, InstantSource clock, Credentials<Caller> credentials, UseNotes uses) {
        if (options.auth() == Options.AuthMode.OFF) {
            return Authentication.off(options.account(), options.region());
        }
        Authentication anywhere = bySignature(clock, credentials, uses);
        if (!options.hasDevelopmentCredentials()) {
            return anywhere;
        }
        Authentication here =
                bySignature(clock, new DevelopmentCredentials(options.account()).before(credentials), uses);
        return (proof, service) -> (proof.request().local() ? here : anywhere).identify(proof, service);
    }

    private static Authentication bySignature(InstantSource clock, Credentials<Caller> credentials, UseNotes uses) {
        return Authentication.bySignature(new SigV4Verifier<>(clock, SIGNATURE_WINDOW, credentials), uses, clock);
    }

    /// Request ids need not be secret, so they need not wait for secure randomness.
    private static Ids requestIds() {
        return new Ids(() -> ThreadLocalRandom.current().nextLong());
    }

    /// Where instances are told about themselves.
    ImdsEndpoint metadata() {
        return metadata;
    }

    InstanceList instances() {
        return instances;
    }

    private Optional<RootKey> reset(Services services) {
        database.reset();
        services.propagation().forget();
        services.sts().renew(newRootKey);
        return newRootKey;
    }

    /// The root key that this start has made, which is shown once and never again.
    public Optional<RootKey> newRootKey() {
        return newRootKey;
    }

    public WireResponse handle(WireRequest request) {
        return AdminEndpoint.owns(request.path()) ? admin.handle(request) : api.handle(request);
    }

    /// A request to the metadata service on the address that all instances share.
    public Optional<WireResponse> handleMetadata(WireRequest request) {
        return metadata.byPath(request);
    }

    /// The operations that this server has.
    public Dispatcher operations() {
        return dispatcher;
    }

    /// Answers the requests that do nothing but wait. Has to come before the wait for requests in flight.
    void stopWaiting() {
        waiting.close();
    }

    @Override
    public void close() {
        stopWaiting();
        uses.close();
        database.close();
    }
}
