// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.core.op.Authorizer.Ruling;
import dev.lanyard.core.op.Course.Asked;
import java.io.Serial;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// One request. It is judged in the unit of work that serves it, so that nothing can change between the two; a denial
/// leaves the unit and takes it back.
final class Execution<I extends Record, P, O extends Record> {
    /// Leaves a unit of work. What the caller is told is made outside of it, where nobody waits for it.
    private static final class Refused extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        private final transient Supplier<Fault> fault;

        private Refused(Supplier<Fault> fault) {
            super(null, null, false, false);
            this.fault = fault;
        }
    }

    /// @param shown the tree that the caller is shown of an output
    record Request<I extends Record, O extends Record>(
            Operation<I, O> operation, I input, Invocation invocation, Function<O, Map<String, Object>> shown) {
        private Call call() {
            return invocation.call();
        }
    }

    private final Request<I, O> request;
    private final Course<I, P, O> course;
    private final Authorizer authorizer;
    private final Transactions transactions;
    private final Witness witness;

    Execution(
            Request<I, O> request,
            Course<I, P, O> course,
            Authorizer authorizer,
            Transactions transactions,
            Witness witness) {
        this.request = request;
        this.course = course;
        this.authorizer = authorizer;
        this.transactions = transactions;
        this.witness = witness;
    }

    /// @throws Fault when the request is refused or fails
    O run() {
        try {
            return switch (DryRun.of(request.operation(), request.invocation().input())) {
                case NO -> serve();
                case YES ->
                    throw transactions.read(() -> {
                        Asked<P, O> _ = allowed();
                        return DryRun.wouldHaveSucceeded();
                    });
                case AFTER_HANDLER -> {
                    Optional<P> prepared = prepare();
                    yield transactions.write(() -> {
                        O _ = allowed().work().apply(prepared);
                        throw DryRun.wouldHaveSucceeded();
                    });
                }
            };
        } catch (Refused refused) {
            throw refused.fault.get();
        }
    }

    private O serve() {
        Optional<P> prepared = prepare();
        return request.operation().writes()
                ? transactions.write(() -> watched(allowed(), prepared))
                : transactions.read(() -> allowed().work().apply(prepared));
    }

    private Optional<P> prepare() {
        return course.preparation().map(preparation -> {
            Supplier<P> slow = transactions.read(() -> {
                Asked<P, O> _ = allowed();
                return preparation.of(request.input(), request.call());
            });
            return slow.get();
        });
    }

    private Asked<P, O> allowed() {
        Asked<P, O> asked = course.begin().apply(request.input(), request.call());
        Ruling ruling = authorizer.judge(request.operation(), asked.needed(), request.call());
        request.invocation().rule(ruling);
        if (ruling.refusal().isPresent()) {
            throw new Refused(ruling.refusal().get());
        }
        return asked;
    }

    private O watched(Asked<P, O> asked, Optional<P> prepared) {
        return witness.watch(new Witness.Event<>(
                request.operation(),
                request.invocation().input(),
                request.call(),
                () -> asked.work().apply(prepared),
                request.shown()));
    }
}
