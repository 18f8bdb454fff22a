// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import dev.lanyard.aws.bind.RecordBinder;
import dev.lanyard.aws.model.OperationModel;
import dev.lanyard.aws.model.ServiceModel;
import dev.lanyard.aws.model.Structure;
import dev.lanyard.aws.wire.Fault;
import java.util.ArrayList;
import java.util.HashMap;
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
                problems.add(operation.service() + " has no operation " + operation.name());
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

    private final Map<String, Map<String, Bound<?, ?>>> operations = new HashMap<>();
    private final Authorizer authorizer;
    private final Transactions transactions;
    private final Witness witness;

    /// @param models the models by the service names of the operations
    /// @throws IllegalStateException when an operation is declared twice
    public Dispatcher(
            List<ApiSection> sections,
            Map<String, ServiceModel> models,
            Authorizer authorizer,
            Transactions transactions,
            Witness witness) {
        this.authorizer = authorizer;
        this.transactions = transactions;
        this.witness = witness;
        List<String> problems = new ArrayList<>();
        for (ApiSection section : sections) {
            for (Operation<?, ?> operation : section.operations()) {
                Bound<?, ?> earlier = operations
                        .computeIfAbsent(operation.service(), _ -> new HashMap<>())
                        .put(operation.name(), new Bound<>(operation, models.get(operation.service())));
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

    public Optional<Bound<?, ?>> find(String service, String operation) {
        return Optional.ofNullable(operations.getOrDefault(service, Map.of()).get(operation));
    }

    public List<Bound<?, ?>> all() {
        return operations.values().stream()
                .<Bound<?, ?>>flatMap(each -> each.values().stream())
                .toList();
    }

    /// @param input has passed validation against the model
    /// @throws Fault the answer when the operation is refused or fails
    public <I extends Record, O extends Record> Map<String, Object> call(
            Bound<I, O> bound, Map<String, Object> input, Call call) {
        return bound.fit().output.write(run(bound, bound.operation.course(), input, call));
    }

    private <I extends Record, P, O extends Record> O run(
            Bound<I, O> bound, Course<I, P, O> course, Map<String, Object> input, Call call) {
        Execution.Request<I, O> request = new Execution.Request<>(
                bound.operation, bound.fit().input.read(input), input, call, bound.fit().output::write);
        return new Execution<>(request, course, authorizer, transactions, witness).run();
    }
}
