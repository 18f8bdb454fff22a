// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import dev.lanyard.aws.bind.RecordBinder;
import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.model.OperationModel;
import dev.lanyard.aws.model.ServiceModel;
import dev.lanyard.aws.model.Structure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs operations: binds the input, judges and serves the request in one unit of work, unbinds the output.
public final class Dispatcher {
    /// An operation together with what AWS's model says of it. The two are fitted together at the first call, because a
    /// start would pay for all operations and uses few.
    public static final class Bound<I extends Record, O extends Record> {
        private record Fit<I extends Record, O extends Record>(
                OperationModel model, RecordBinder<I> input, RecordBinder<O> output) {}

        private final Operation<I, O> operation;
        private final ServiceModel service;
        private volatile Fit<I, O> fit;

        /// @param operation called through [#call] with this, it need not be in the table
        public Bound(Operation<I, O> operation, ServiceModel service) {
            this.operation = operation;
            this.service = service;
        }

        private Fit<I, O> fit() {
            Fit<I, O> known = fit;
            if (known == null) {
                List<String> problems = new ArrayList<>();
                known = fit(problems);
                requireNone(problems);
                fit = known;
            }
            return known;
        }

        private Fit<I, O> fit(List<String> problems) {
            OperationModel model = service.operation(operation.name()).orElseGet(() -> {
                problems.add(operation.service().name() + " has no operation " + operation.name());
                return new OperationModel(
                        operation.name(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());
            });
            return new Fit<>(
                    model,
                    RecordBinder.ofInput(operation.input(), model.input().orElse(Structure.EMPTY), problems),
                    RecordBinder.ofOutput(operation.output(), model.output().orElse(Structure.EMPTY), problems));
        }

        public Operation<I, O> operation() {
            return operation;
        }

        public OperationModel model() {
            return fit().model;
        }

        /// Members of the input that AWS has and Lanyard ignores.
        public List<String> ignoredMembers() {
            return fit().input.unboundMembers().stream()
                    .filter(member -> !member.equals(DryRun.MEMBER))
                    .toList();
        }

        /// Members of the output that AWS has and Lanyard never gives.
        public List<String> absentMembers() {
            return fit().output.unboundMembers();
        }
    }

    /// A service, AWS's model of it, and its operations here by their names.
    public record Served(Service service, ServiceModel model, Map<String, Bound<?, ?>> operations) {
        private Served(Service service) {
            this(service, ServiceModel.load(service.name()), new HashMap<>());
        }
    }

    private final Map<String, Served> services = new LinkedHashMap<>();
    private final Authorizer authorizer;
    private final Transactions transactions;
    private final Witness witness;
    private final UndeclaredFaults undeclared;

    /// @throws IllegalStateException when an operation is declared twice
    public Dispatcher(
            List<ApiSection> sections,
            Authorizer authorizer,
            Transactions transactions,
            Witness witness,
            UndeclaredFaults undeclared) {
        this.authorizer = authorizer;
        this.transactions = transactions;
        this.witness = witness;
        this.undeclared = undeclared;
        List<String> problems = new ArrayList<>();
        for (ApiSection section : sections) {
            for (Operation<?, ?> operation : section.operations()) {
                Served served =
                        services.computeIfAbsent(operation.service().name(), _ -> new Served(operation.service()));
                Bound<?, ?> earlier = served.operations.put(operation.name(), new Bound<>(operation, served.model));
                if (earlier != null) {
                    problems.add(operation.name() + " is declared twice");
                }
            }
        }
        requireNone(problems);
    }

    private static void requireNone(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new IllegalStateException("Operations do not fit AWS's model:\n  " + String.join("\n  ", problems));
        }
    }

    /// Fits all operations to the model, which a call would do for its own only.
    ///
    /// @throws IllegalStateException naming every way in which a record does not fit the model
    public void requireFit() {
        List<String> problems = new ArrayList<>();
        all().forEach(bound -> bound.fit(problems));
        requireNone(problems);
    }

    /// All services, in the order in which their first operations were declared.
    public List<Served> services() {
        return List.copyOf(services.values());
    }

    /// @param service the name of the service
    public Optional<Bound<?, ?>> find(String service, String operation) {
        return Optional.ofNullable(services.get(service)).map(served -> served.operations.get(operation));
    }

    public List<Bound<?, ?>> all() {
        return services.values().stream()
                .<Bound<?, ?>>flatMap(served -> served.operations.values().stream())
                .toList();
    }

    /// @param invocation its input has passed validation against the model
    /// @return the tree of the output
    /// @throws Fault the answer when the operation is refused or fails
    public <I extends Record, O extends Record> Map<String, Object> call(Bound<I, O> bound, Invocation invocation) {
        return bound.fit().output.write(run(bound, bound.operation.course(), invocation));
    }

    private <I extends Record, P, O extends Record> O run(
            Bound<I, O> bound, Course<I, P, O> course, Invocation invocation) {
        Execution.Request<I, O> request = new Execution.Request<>(
                bound.operation, bound.fit().input.read(invocation.input()), invocation, bound.fit().output::write);
        try {
            return new Execution<>(request, course, authorizer, transactions, witness).run();
        } catch (Fault fault) {
            if (!invocation.isRefused() && !DryRun.isVerdict(fault) && !bound.operation.declares(fault.code())) {
                undeclared.answered(bound.operation, fault);
            }
            throw fault;
        }
    }
}
