// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.fault.FaultCode;
import dev.lanyard.core.op.Course.Asked;
import dev.lanyard.core.op.Course.Preparation;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// One API operation as a value. Routing, authorization, transactions and documentation derive from it.
///
/// @param writes whether a request is served in a serializable transaction or in a read
/// @param course how a request with this input is carried out
/// @param audience who may call it at all
/// @param probes whether a dry run looks for missing resources before it tells its verdict
/// @param faults the codes that it may answer with, once the request is allowed, besides those of the whole service
public record Operation<I extends Record, O extends Record>(
        Service service,
        String name,
        Class<I> input,
        Class<O> output,
        boolean writes,
        Course<I, ?, O> course,
        Audience audience,
        boolean probes,
        List<FaultCode> faults) {

    /// The output of operations that answer with nothing but their success.
    public record Nothing() {
        public static final Nothing NOTHING = new Nothing();
    }

    /// A handler that uses what was prepared for the request.
    @FunctionalInterface
    public interface PreparedHandler<I, P, O> {
        O handle(I input, P prepared, Call call);
    }

    /// An operation of which nothing is known yet but its name and its records.
    public record Unhandled<I extends Record, O extends Record>(
            Service service, String name, Class<I> input, Class<O> output, boolean writes) {

        public Unguarded<I, O> by(BiFunction<I, Call, O> handler) {
            return guarded(access -> new Course<>(
                    Optional.empty(),
                    (in, call) -> new Asked<>(() -> access.of(in, call), _ -> handler.apply(in, call))));
        }

        /// An operation that looks things up once and then judges and serves the request by what it has found.
        public <S> Operation<I, O> planned(
                BiFunction<I, Call, S> lookup, Access<S> access, BiFunction<S, Call, O> handler) {
            return operation(new Course<>(Optional.empty(), (in, call) -> {
                Supplier<S> found = Course.once(() -> lookup.apply(in, call));
                return new Asked<>(() -> access.of(found.get(), call), _ -> handler.apply(found.get(), call));
            }));
        }

        /// An operation with slow work, which is done before its unit of work and outside of all locks.
        public <P> Unguarded<I, O> prepared(Preparation<I, P> preparation, PreparedHandler<I, P, O> handler) {
            return guarded(access -> new Course<>(
                    Optional.of(preparation),
                    (in, call) -> new Asked<>(
                            () -> access.of(in, call), ready -> handler.handle(in, ready.orElseThrow(), call))));
        }

        private Unguarded<I, O> guarded(Function<Access<I>, Course<I, ?, O>> course) {
            return new Unguarded<>(service.name() + ':' + name, access -> operation(course.apply(access)));
        }

        private Operation<I, O> operation(Course<I, ?, O> course) {
            return new Operation<>(
                    service,
                    name,
                    input,
                    output,
                    writes,
                    course,
                    service.guard().audience(),
                    false,
                    List.of());
        }
    }

    /// An operation that cannot be served yet: it becomes one only by stating who may call it.
    public record Unguarded<I extends Record, O extends Record>(
            String action, Function<Access<I>, Operation<I, O>> guarding) {

        /// Needs the permission named like the operation, on one resource.
        public Operation<I, O> on(BiFunction<I, Call, Arn> resource) {
            return guardedBy((in, call) -> List.of(Permission.on(action, resource.apply(in, call))));
        }

        /// Needs the permission named like the operation, on `*`.
        public Operation<I, O> onAll() {
            return guardedBy((in, call) -> List.of(Permission.onAll(action)));
        }

        /// Needs no permission.
        public Operation<I, O> openTo(Audience callers) {
            return guardedBy((in, call) -> List.of()).openTo(callers);
        }

        public Operation<I, O> guardedBy(Access<I> access) {
            return guarding.apply(access);
        }
    }

    /// The same operation, which needs one more permission.
    public Operation<I, O> also(BiFunction<I, Call, Permission> permission) {
        Course<I, ?, O> more = course.also((in, call) -> List.of(permission.apply(in, call)));
        return new Operation<>(service, name, input, output, writes, more, audience, probes, faults);
    }

    public Operation<I, O> faults(FaultCode... codes) {
        return new Operation<>(service, name, input, output, writes, course, audience, probes, List.of(codes));
    }

    boolean declares(FaultCode fault) {
        return Stream.concat(faults.stream(), service.faults().stream())
                .anyMatch(declared -> declared.code().equals(fault.code()));
    }

    /// The same operation, whose dry run fails on missing resources as the real run would.
    public Operation<I, O> probing() {
        return new Operation<>(service, name, input, output, writes, course, audience, true, faults);
    }

    /// The same operation for other callers.
    public Operation<I, O> openTo(Audience callers) {
        return new Operation<>(service, name, input, output, writes, course, callers, probes, faults);
    }
}
