// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import static java.util.stream.Collectors.toSet;

import dev.lanyard.aws.model.ServiceModel;
import dev.lanyard.aws.sigv4.Credentials;
import dev.lanyard.aws.sigv4.SigV4Verifier;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;
import dev.lanyard.core.dms.DmsSections;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.op.Dispatcher;
import dev.lanyard.core.op.Unavailable;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.core.sts.MasterKey;
import dev.lanyard.core.sts.SecretStore.RootKey;
import dev.lanyard.core.sts.UseNotes;
import dev.lanyard.server.aws.Authentication;
import dev.lanyard.server.aws.AwsEndpoint;
import dev.lanyard.server.browser.BrowserGuard;
import dev.lanyard.server.browser.Cors;
import dev.lanyard.server.browser.Host;
import dev.lanyard.server.browser.LocalNames;
import dev.lanyard.server.browser.WebOrigin;
import dev.lanyard.server.observe.Metrics;
import dev.lanyard.server.propagation.SeenIam;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.StoreException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The composition root: makes every part and hands it what it needs.
public final class Lanyard implements AutoCloseable {
    /// How long after a key or role was used the database knows.
    private static final Duration USES_AFTER = Duration.ofSeconds(1);

    private static final Duration SIGNATURE_WINDOW = Duration.ofMinutes(15);

    private final Database database;
    private final UseWriter uses;
    private final PropagationEndpoint propagation;
    private final Dispatcher dispatcher;
    private final ApiEndpoint api;
    private final AdminEndpoint admin;
    private final Optional<RootKey> newRootKey;
    private final ImdsParts imds;

    /// @throws StartFailure when the database cannot be opened
    public Lanyard(Options options) throws StartFailure {
        this(options, InstantSource.system(), new SecureRandom());
    }

    /// @param clock the time by which everything happens
    /// @param random the source of all ids and secrets, safe for use by many threads
    public Lanyard(Options options, InstantSource clock, RandomGenerator random) throws StartFailure {
        this(options, clock, random, Thread::sleep);
    }

    /// @param pause lets the clock's time pass
    Lanyard(Options options, InstantSource clock, RandomGenerator random, PropagationEndpoint.Pause pause)
            throws StartFailure {
        this.database = open(options);
        Ground ground = Ground.of(options, database, clock, random);
        Metrics metrics = new Metrics();
        Map<String, ServiceModel> models = models();
        IamParts iam = new IamParts(ground);
        IamDirectory current = new IamDirectory(iam);
        this.uses = new UseWriter(iam.keys(), iam.roles(), USES_AFTER);
        PropagationParts seen = PropagationParts.of(ground, iam, current);
        StsParts sts = orClose(() -> new StsParts(ground, seen.iam(), uses));
        this.newRootKey = orClose(sts::newRootKey);
        Ec2NetworkParts network = new Ec2NetworkParts(ground);
        Ec2InstanceParts instances = new Ec2InstanceParts(ground, network, new IamProfileDirectory(seen.profiles()));
        this.dispatcher = new Dispatcher(
                sections(ground, iam, seen.iam(), sts, network, instances),
                models,
                sts.authorizer(),
                database,
                seen.changes());
        BrowserGuard guard = guard(options);
        this.imds = ImdsParts.of(
                ground,
                guard,
                sts.secrets()::secret,
                new Ec2Machines(instances.directory()),
                new InstanceSessions(seen.profiles(), sts.instanceRoles()));
        Authentication authentication = authentication(options, clock, sts);
        AwsEndpoint aws = new AwsEndpoint(
                models, authentication, dispatcher, clock, requestIds()::uuid, metrics, options.region());
        this.api = new ApiEndpoint(guard, new Cors(guard), request -> anybodyIsRoot(options, request), aws::handle);
        this.propagation = new PropagationEndpoint(ground.propagation(), clock, pause);
        this.admin = new AdminEndpoint(
                options,
                guard,
                authentication,
                () -> reset(ground, sts),
                database::requireReachable,
                metrics,
                imds,
                new DecisionEndpoint(sts.decisions()),
                propagation);
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

    private static Map<String, ServiceModel> models() {
        Map<String, ServiceModel> models = new LinkedHashMap<>();
        for (String service : List.of("iam", "sts", "ec2", "dms")) {
            models.put(service, ServiceModel.load(service));
        }
        return models;
    }

    private static List<ApiSection> sections(
            Ground ground,
            IamParts iam,
            SeenIam seen,
            StsParts sts,
            Ec2NetworkParts network,
            Ec2InstanceParts instances) {
        List<ApiSection> sections = new ArrayList<>();
        sections.addAll(iam.sections());
        DmsSections dms = new DmsParts(ground, seen, network).sections();
        sections.addAll(dms.all());
        sections.addAll(network.sections(instances.taggable(), new DmsHolds(dms.held())));
        sections.addAll(instances.sections());
        sections.addAll(sts.sections());
        return sections;
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
    private static Authentication authentication(Options options, InstantSource clock, StsParts sts) {
        if (options.auth() == Options.AuthMode.OFF) {
            return Authentication.off(options.account(), options.region());
        }
        UseNotes uses = sts.uses();
        Authentication anywhere = bySignature(clock, sts.credentials(), uses);
        if (!options.hasDevelopmentCredentials()) {
            return anywhere;
        }
        Authentication here = bySignature(clock, sts.credentialsHere(), uses);
        return (request, service) -> (request.local() ? here : anywhere).identify(request, service);
    }

    private static Authentication bySignature(InstantSource clock, Credentials<Caller> credentials, UseNotes uses) {
        return Authentication.bySignature(new SigV4Verifier<>(clock, SIGNATURE_WINDOW, credentials), uses, clock);
    }

    /// Request ids need not be secret, so they need not wait for secure randomness.
    private static Ids requestIds() {
        return new Ids(() -> ThreadLocalRandom.current().nextLong());
    }

    ImdsParts imds() {
        return imds;
    }

    private Optional<RootKey> reset(Ground ground, StsParts sts) {
        database.reset();
        ground.propagation().forget();
        sts.renew(newRootKey);
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
        return imds.endpoint().byPath(request);
    }

    /// The operations that this server has.
    public Dispatcher operations() {
        return dispatcher;
    }

    /// Answers the requests that do nothing but wait. Has to come before the wait for requests in flight.
    void stopWaiting() {
        propagation.close();
    }

    @Override
    public void close() {
        stopWaiting();
        uses.close();
        database.close();
    }
}
