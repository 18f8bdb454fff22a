// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.wire.FaultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/// One API operation as a value. Routing, authorization, transactions and documentation derive from it.
///
/// @param service the model's name of the service: `iam`, `sts`, `ec2` or `dms`
/// @param writes whether the handler runs as a serializable transaction or as a read
/// @param begin what a request with this input comes to
/// @param audience who may call it at all
/// @param probes whether a dry run looks for missing resources before it tells its verdict
/// @param faults the codes that the handler itself may answer with
public record Operation<I extends Record, O extends Record>(
        String service,
        String name,
        Class<I> input,
        Class<O> output,
        boolean writes,
        BiFunction<I, Call, Asked<O>> begin,
        Audience audience,
        boolean probes,
        List<FaultCode> faults) {

    /// The output of operations that answer with nothing but their success.
    public record Nothing() {
        public static final Nothing NOTHING = new Nothing();
    }

    /// One request: what its caller must be allowed, and what it then does.
    public record Asked<O>(Supplier<List<Permission>> needed, Supplier<O> work) {}

    /// Starts the operations of one service.
    public record Of(String service) {
        /// A read of one thing, which is looked up once for both, so that the answer tells of what was decided on.
        public <I extends Record, S, O extends Record> Operation<I, O> readOf(
                String name,
                Class<I> input,
                Class<O> output,
                BiFunction<I, Call, S> lookup,
                Access<S> access,
                BiFunction<S, Call, O> handler) {
            BiFunction<I, Call, Asked<O>> begin = (in, call) -> {
                Supplier<S> found = once(() -> lookup.apply(in, call));
                return new Asked<>(() -> access.of(found.get(), call), () -> handler.apply(found.get(), call));
            };
            return new Operation<>(service, name, input, output, false, begin, Audience.SIGNED, false, List.of());
        }

        private static <T> Supplier<T> once(Supplier<T> supplier) {
            return new Supplier<>() {
                private T value;

                @Override
                public T get() {
                    if (value == null) {
                        value = supplier.get();
                    }
                    return value;
                }
            };
        }

        public <I extends Record, O extends Record> Unguarded<I, O> read(
                String name, Class<I> input, Class<O> output, BiFunction<I, Call, O> handler) {
            return new Unguarded<>(service, name, input, output, false, handler);
        }

        public <I extends Record, O extends Record> Unguarded<I, O> write(
                String name, Class<I> input, Class<O> output, BiFunction<I, Call, O> handler) {
            return new Unguarded<>(service, name, input, output, true, handler);
        }
    }

    /// An operation that cannot be served yet: it becomes one only by stating who may call it.
    public record Unguarded<I extends Record, O extends Record>(
            String service,
            String name,
            Class<I> input,
            Class<O> output,
            boolean writes,
            BiFunction<I, Call, O> handler) {

        /// Needs the permission named like the operation, on one resource.
        public Operation<I, O> on(BiFunction<I, Call, Arn> resource) {
            return guardedBy((in, call) -> List.of(Permission.on(action(), resource.apply(in, call))));
        }

        /// Needs the permission named like the operation, on `*`.
        public Operation<I, O> onAll() {
            return guardedBy((in, call) -> List.of(Permission.onAll(action())));
        }

        /// Open to every caller whose signature is good.
        public Operation<I, O> open() {
            return guardedBy((in, call) -> List.of());
        }

        public Operation<I, O> guardedBy(Access<I> access) {
            BiFunction<I, Call, Asked<O>> begin =
                    (in, call) -> new Asked<>(() -> access.of(in, call), () -> handler.apply(in, call));
            return new Operation<>(service, name, input, output, writes, begin, Audience.SIGNED, false, List.of());
        }

        private String action() {
            return service + ':' + name;
        }
    }

    /// The same operation, which needs one more permission.
    public Operation<I, O> also(BiFunction<I, Call, Permission> permission) {
        BiFunction<I, Call, Asked<O>> more = (in, call) -> {
            Asked<O> asked = begin.apply(in, call);
            return new Asked<>(
                    () -> {
                        List<Permission> all = new ArrayList<>(asked.needed().get());
                        all.add(permission.apply(in, call));
                        return all;
                    },
                    asked.work());
        };
        return new Operation<>(service, name, input, output, writes, more, audience, probes, faults);
    }

    public Operation<I, O> faults(FaultCode... codes) {
        return new Operation<>(service, name, input, output, writes, begin, audience, probes, List.of(codes));
    }

    /// The same operation, whose dry run fails on missing resources as the real run would.
    public Operation<I, O> probing() {
        return new Operation<>(service, name, input, output, writes, begin, audience, true, faults);
    }

    /// The same operation for other callers.
    public Operation<I, O> openTo(Audience callers) {
        return new Operation<>(service, name, input, output, writes, begin, callers, probes, faults);
    }
}
