// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.wire.FaultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/// One API operation as a value. Routing, authorization, transactions and documentation derive from it.
///
/// @param service the model's name of the service: `iam`, `sts`, `ec2` or `dms`
/// @param writes whether the handler runs as a serializable transaction or as a read
/// @param audience who may call it at all
/// @param probes whether a dry run looks for missing resources before it tells its verdict
/// @param faults the codes that the handler itself may answer with
public record Operation<I extends Record, O extends Record>(
        String service,
        String name,
        Class<I> input,
        Class<O> output,
        boolean writes,
        Access<I> access,
        BiFunction<I, Call, O> handler,
        Audience audience,
        boolean probes,
        List<FaultCode> faults) {

    /// The output of operations that answer with nothing but their success.
    public record Nothing() {
        public static final Nothing NOTHING = new Nothing();
    }

    /// Starts the operations of one service.
    public record Of(String service) {
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
            return new Operation<>(
                    service, name, input, output, writes, access, handler, Audience.SIGNED, false, List.of());
        }

        private String action() {
            return service + ':' + name;
        }
    }

    /// The same operation, which needs one more permission.
    public Operation<I, O> also(BiFunction<I, Call, Permission> permission) {
        return guardedBy((in, call) -> {
            List<Permission> all = new ArrayList<>(access.of(in, call));
            all.add(permission.apply(in, call));
            return all;
        });
    }

    private Operation<I, O> guardedBy(Access<I> more) {
        return new Operation<>(service, name, input, output, writes, more, handler, audience, probes, faults);
    }

    public Operation<I, O> faults(FaultCode... codes) {
        return new Operation<>(service, name, input, output, writes, access, handler, audience, probes, List.of(codes));
    }

    /// The same operation, whose dry run fails on missing resources as the real run would.
    public Operation<I, O> probing() {
        return new Operation<>(service, name, input, output, writes, access, handler, audience, true, faults);
    }

    /// The same operation for other callers.
    public Operation<I, O> openTo(Audience callers) {
        return new Operation<>(service, name, input, output, writes, access, handler, callers, probes, faults);
    }
}
