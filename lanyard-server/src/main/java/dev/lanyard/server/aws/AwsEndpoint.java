// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.aws;

import dev.lanyard.aws.arn.Region;
import dev.lanyard.aws.model.ServiceModel;
import dev.lanyard.aws.sigv4.AuthFailure;
import dev.lanyard.aws.sigv4.CredentialScope;
import dev.lanyard.aws.wire.Fault;
import dev.lanyard.aws.wire.FaultCode;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.op.Dispatcher;
import dev.lanyard.core.op.Dispatcher.Bound;
import dev.lanyard.core.op.Origin;
import dev.lanyard.core.op.Unavailable;
import dev.lanyard.server.aws.Authentication.Sender;
import dev.lanyard.server.observe.Metrics;
import dev.lanyard.server.observe.Traces;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The AWS APIs: from a request as it arrived to the answer that its service would give.
public final class AwsEndpoint {
    private static final Logger LOG = System.getLogger(AwsEndpoint.class.getName());
    private static final FaultCode INTERNAL = () -> "InternalFailure";

    private final Map<String, AwsService> services = new LinkedHashMap<>();
    private final UnservedServices unserved;
    private final Authentication authentication;
    private final Dispatcher dispatcher;
    private final InstantSource clock;
    private final Supplier<String> requestIds;
    private final Metrics metrics;
    private final Region region;

    /// @param region the region of requests that name none
    public AwsEndpoint(
            Map<String, ServiceModel> models,
            Authentication authentication,
            Dispatcher dispatcher,
            InstantSource clock,
            Supplier<String> requestIds,
            Metrics metrics,
            Region region) {
        models.forEach((name, model) -> services.put(name, new AwsService(model)));
        this.unserved = new UnservedServices(List.copyOf(services.keySet()));
        this.authentication = authentication;
        this.dispatcher = dispatcher;
        this.clock = clock;
        this.requestIds = requestIds;
        this.metrics = metrics;
        this.region = region;
    }

    public WireResponse handle(WireRequest request) {
        String id = requestIds.get();
        Optional<CredentialScope> scope = CredentialScope.peek(request);
        Optional<String> elsewhere = unserved.named(request, scope);
        if (elsewhere.isPresent()) {
            metrics.refused("unserved", UnservedServices.CODE);
            return unserved.answer(elsewhere.get(), request, id);
        }
        AwsService service = serviceOf(request, scope);
        try {
            return answer(service, request, id);
        } catch (AuthFailure failure) {
            return refuse(service, service.refusal(failure), id);
        } catch (Fault fault) {
            return refuse(service, fault, id);
        } catch (Unavailable e) {
            WireResponse answer = refuse(service, service.unavailable(), id);
            answer.headers().add("retry-after", "1");
            return answer;
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, () -> "Request " + id + " failed: " + Traces.brief(e));
            return refuse(service, INTERNAL.because("The request failed; its id is " + id + "."), id);
        }
    }

    /// AWS's order: who are you, what do you want, is it well-formed, may you, and only then what is there.
    private WireResponse answer(AwsService service, WireRequest request, String id) {
        var asked = service.protocol().read(request);
        Optional<Bound<?, ?>> open = Actions.unsigned(dispatcher, service, asked);
        Sender sender = open.isPresent()
                ? new Sender(new Caller.Anonymous(), region)
                : authentication.identify(request, service.name());
        Bound<?, ?> operation = open.isPresent() ? open.get() : Actions.find(dispatcher, service, asked);
        Map<String, Object> input = service.protocol().decode(operation.model(), asked);
        service.validation().check(operation.model(), input);
        Call call = new Call(sender.caller(), sender.region(), clock.instant(), id, origin(request));
        Map<String, Object> output = dispatcher.call(operation, input, call);
        metrics.answered(service.name(), operation.model().name());
        return service.protocol().encode(operation.model(), output, asked, id);
    }

    private static Origin origin(WireRequest request) {
        return new Origin(
                request.peer(),
                request.secure(),
                request.headers().text("user-agent"),
                request.headers().text("referer"));
    }

    private WireResponse refuse(AwsService service, Fault fault, String id) {
        metrics.refused(service.name(), fault.code().code());
        return service.protocol().encode(fault, id);
    }

    /// The service that the signature names; for unsigned requests the one whose API they speak.
    private AwsService serviceOf(WireRequest request, Optional<CredentialScope> scope) {
        return scope.map(it -> services.get(it.service())).orElseGet(() -> services.get(Actions.serviceOf(request)));
    }
}
