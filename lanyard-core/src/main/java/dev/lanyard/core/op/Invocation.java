// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import dev.lanyard.aws.arn.Region;
import dev.lanyard.aws.fault.Fault;
import dev.lanyard.core.op.Authorizer.Judged;
import dev.lanyard.core.op.Authorizer.Ruling;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One request in flight. It is filled as far as the request comes, so that an [Observer] learns as well what became of
/// those that failed early. Belongs to the thread that serves the request.
public final class Invocation {
    private Call call;
    private String accessKeyId;
    private Service service;
    private String action = "";
    private Operation<?, ?> operation;
    private Map<String, Object> input = Map.of();
    private Ruling ruling = Ruling.GRANTED;
    private Fault fault;
    private Instant end;

    /// @param call the circumstances as far as they are known when the request arrives: with an anonymous caller, until
    ///     another is believed, and the time of its arrival
    public Invocation(Call call) {
        this.call = call;
    }

    /// Notes which key the request says it is signed with.
    public void claim(String keyId) {
        this.accessKeyId = keyId;
    }

    public void addressTo(Service named) {
        this.service = named;
    }

    /// Notes the name of the operation that is asked for, whether there is one of this name or not.
    public void ask(String name) {
        this.action = name;
    }

    /// Notes who sends the request, once that is believed.
    public void believe(Caller caller, Region region) {
        this.call = new Call(caller, region, call.now(), call.id(), call.origin());
    }

    /// Notes what the request asks for.
    ///
    /// @param tree the decoded input, perhaps not valid
    public void understand(Operation<?, ?> asked, Map<String, Object> tree) {
        this.operation = asked;
        this.input = tree;
    }

    /// Notes what came of the request's judgement, the last one if there are several.
    void rule(Ruling last) {
        this.ruling = last;
    }

    /// Notes the fault that is the answer.
    public void fail(Fault answer) {
        this.fault = answer;
    }

    public void end(Instant now) {
        this.end = now;
    }

    /// The circumstances; the caller is [Caller.Anonymous] unless one was believed.
    public Call call() {
        return call;
    }

    /// The key that the request says it is signed with, be that true or not.
    public Optional<String> accessKeyId() {
        return Optional.ofNullable(accessKeyId);
    }

    /// Empty when the request is for a service that is not here.
    public Optional<Service> service() {
        return Optional.ofNullable(service);
    }

    /// The operation's name as the request gives it; may be empty or mean nothing.
    public String action() {
        return action;
    }

    /// Empty when there is no such operation here, or the request failed before it was looked at. It tells whether the
    /// request only reads.
    public Optional<Operation<?, ?>> operation() {
        return Optional.ofNullable(operation);
    }

    /// The decoded input, empty until it was decoded. It may hold secrets.
    public Map<String, Object> input() {
        return input;
    }

    /// The permissions that were asked for and what policies said to each, up to the first that was missing. Empty for
    /// callers whom no policy binds.
    public List<? extends Judged> judged() {
        return ruling.judged();
    }

    /// Whether the caller may not do what the request asks for.
    boolean isRefused() {
        return ruling.refusal().isPresent();
    }

    /// The permission for want of which the request was refused.
    public Optional<Permission> denied() {
        return ruling.denied();
    }

    /// The fault that is the answer; empty when the request succeeded.
    public Optional<Fault> fault() {
        return Optional.ofNullable(fault);
    }

    /// When the answer was ready; the request arrived at the time of its [#call].
    public Optional<Instant> end() {
        return Optional.ofNullable(end);
    }
}
