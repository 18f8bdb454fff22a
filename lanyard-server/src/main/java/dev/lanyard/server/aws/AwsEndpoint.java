// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.aws;

import dev.lanyard.aws.arn.Region;
import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.fault.FaultCode;
import dev.lanyard.aws.model.WireProtocol;
import dev.lanyard.aws.sigv4.AuthFailure;
import dev.lanyard.aws.sigv4.Proof;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.op.Dispatcher;
import dev.lanyard.core.op.Dispatcher.Bound;
import dev.lanyard.core.op.Invocation;
import dev.lanyard.core.op.Observer;
import dev.lanyard.core.op.Origin;
import dev.lanyard.core.op.Unavailable;
import dev.lanyard.server.aws.Authentication.Sender;
import dev.lanyard.server.observe.Traces;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The AWS APIs: from a request as it arrived to the answer that its service would give.
public final class AwsEndpoint {
    private static final Logger LOG = System.getLogger(AwsEndpoint.class.getName());
    private static final FaultCode INTERNAL = () -> "InternalFailure";

    /// What every request gets when it arrives.
    ///
    /// @param region of requests that name none
    public record Arrivals(InstantSource clock, Supplier<String> requestIds, Region region) {
        private Invocation begin(WireRequest request) {
            Origin origin = new Origin(
                    request.peer(),
                    request.secure(),
                    request.headers().text("user-agent"),
                    request.headers().text("referer"));
            return new Invocation(new Call(new Caller.Anonymous(), region, clock.instant(), requestIds.get(), origin));
        }
    }

    private final Arrivals arrivals;
    private final Authentication authentication;
    private final Dispatcher dispatcher;
    private final List<Observer> observers;
    private final Map<String, AwsService> services = new LinkedHashMap<>();
    /// Answers requests that name no service. Both query protocols read alike, so that this one finds the version,
    /// which may still name another.
    private final AwsService first;

    private final UnservedServices unserved;

    /// @param dispatcher with one operation or more
    public AwsEndpoint(
            Arrivals arrivals, Authentication authentication, Dispatcher dispatcher, List<Observer> observers) {
        this.arrivals = arrivals;
        this.authentication = authentication;
        this.dispatcher = dispatcher;
        this.observers = observers;
        dispatcher.services().forEach(it -> services.put(it.service().name(), new AwsService(it)));
        this.first = services.values().iterator().next();
        this.unserved = new UnservedServices(
                services.values().stream().map(AwsService::value).toList());
    }

    public WireResponse handle(WireRequest request) {
        Invocation invocation = arrivals.begin(request);
        try {
            return answer(request, invocation);
        } catch (Error e) {
            invocation.fail(internal(invocation));
            throw e;
        } finally {
            invocation.end(arrivals.clock().instant());
            observers.forEach(observer -> show(invocation, observer));
        }
    }

    private static void show(Invocation invocation, Observer observer) {
        try {
            observer.ended(invocation);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, () -> "An observer failed: " + Traces.brief(e));
        }
    }

    private WireResponse answer(WireRequest request, Invocation invocation) {
        Proof proof = Proof.of(request);
        proof.scope().ifPresent(scope -> invocation.claim(scope.accessKeyId()));
        Optional<String> elsewhere = unserved.named(request, proof.scope());
        if (elsewhere.isPresent()) {
            invocation.fail(unserved.fault(elsewhere.get()));
            return unserved.answer(elsewhere.get(), request, invocation.call().id());
        }
        try {
            return serve(proof, invocation);
        } catch (AuthFailure failure) {
            return refuse(invocation, service(invocation).refusal(failure));
        } catch (Fault fault) {
            return refuse(invocation, fault);
        } catch (Unavailable e) {
            WireResponse answer = refuse(invocation, service(invocation).unavailable());
            answer.headers().add("retry-after", "1");
            return answer;
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, () -> "Request " + invocation.call().id() + " failed: " + Traces.brief(e));
            return refuse(invocation, internal(invocation));
        }
    }

    private static Fault internal(Invocation invocation) {
        return INTERNAL.because(
                "The request failed; its id is " + invocation.call().id() + ".");
    }

    /// AWS's order: who are you, what do you want, is it well-formed, may you, and only then what is there.
    private WireResponse serve(Proof proof, Invocation invocation) {
        Optional<AwsService> named = named(proof);
        invocation.addressTo(named.orElse(first).value());
        var asked = named.orElse(first).protocol().read(proof.request());
        AwsService service = named.orElseGet(() -> speaking(asked.version().orElse("")));
        invocation.addressTo(service.value());
        invocation.ask(asked.action().orElse(""));
        Optional<Bound<?, ?>> found = service.find(asked);
        if (found.isEmpty() || found.get().operation().audience().signed()) {
            Sender sender = authentication.identify(proof, service.value());
            invocation.believe(sender.caller(), sender.region());
        }
        Bound<?, ?> bound = found.orElseThrow(() -> service.absent(asked));
        Map<String, Object> input = service.protocol().decode(bound.model(), asked);
        invocation.understand(bound.operation(), input);
        service.value().api().validation().check(bound.model(), input);
        Map<String, Object> output = dispatcher.call(bound, invocation);
        return service.protocol()
                .encode(bound.model(), output, asked, invocation.call().id());
    }

    /// The service that the signature names, or else the target. Empty when only the version in the query can tell.
    private Optional<AwsService> named(Proof proof) {
        return proof.scope()
                .map(scope -> services.get(scope.service()))
                .or(() -> proof.request().headers().first("x-amz-target").flatMap(this::targeted));
    }

    private Optional<AwsService> targeted(String target) {
        return first(service -> service.value().api().isTargetedBy(target))
                .or(() -> first(service -> service.value().api().protocol() == WireProtocol.AWS_JSON));
    }

    /// The service whose API an unsigned request speaks.
    private AwsService speaking(String version) {
        return first(service -> service.value().api().isNamedBy(version)).orElse(first);
    }

    private Optional<AwsService> first(Predicate<AwsService> which) {
        return services.values().stream().filter(which).findFirst();
    }

    private AwsService service(Invocation invocation) {
        return services.get(invocation.service().orElseThrow().name());
    }

    private WireResponse refuse(Invocation invocation, Fault fault) {
        invocation.fail(fault);
        return service(invocation).protocol().encode(fault, invocation.call().id());
    }
}
