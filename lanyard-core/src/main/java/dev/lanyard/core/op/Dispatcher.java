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
import java.util.function.Supplier;

/// Runs operations: binds the input, checks permission, runs the handler in its transaction, unbinds the output.
public final class Dispatcher {
    /// An operation together with what AWS's model says of it.
    public static final class Bound<I extends Record, O extends Record> {
        private final Operation<I, O> operation;
        private final OperationModel model;
        private final RecordBinder<I> input;
        private final RecordBinder<O> output;

        private Bound(Operation<I, O> operation, OperationModel model, List<String> problems) {
            this.operation = operation;
            this.model = model;
            this.input = RecordBinder.ofInput(operation.input(), model.input().orElse(Structure.EMPTY), problems);
            this.output =
                    RecordBinder.ofOutput(operation.output(), model.output().orElse(Structure.EMPTY), problems);
        }

        public Operation<I, O> operation() {
            return operation;
        }

        public OperationModel model() {
            return model;
        }

        /// Members of the input that AWS has and Lanyard ignores.
        public List<String> ignoredMembers() {
            return input.unboundMembers();
        }

        /// Members of the output that AWS has and Lanyard never gives.
        public List<String> absentMembers() {
            return output.unboundMembers();
        }
    }

    private final Map<String, Map<String, Bound<?, ?>>> operations = new HashMap<>();
    private final Authorizer authorizer;
    private final Transactions transactions;

    /// @param models the models by the service names of the operations
    /// @throws IllegalStateException naming every way in which a record does not fit the model
    public Dispatcher(
            List<ApiSection> sections,
            Map<String, ServiceModel> models,
            Authorizer authorizer,
            Transactions transactions) {
        this.authorizer = authorizer;
        this.transactions = transactions;
        List<String> problems = new ArrayList<>();
        for (ApiSection section : sections) {
            section.operations().forEach(operation -> add(operation, models.get(operation.service()), problems));
        }
        if (!problems.isEmpty()) {
            throw new IllegalStateException("Operations do not fit AWS's model:\n  " + String.join("\n  ", problems));
        }
    }

    private <I extends Record, O extends Record> void add(
            Operation<I, O> operation, ServiceModel service, List<String> problems) {
        Optional<OperationModel> model = service.operation(operation.name());
        if (model.isEmpty()) {
            problems.add(operation.service() + " has no operation " + operation.name());
            return;
        }
        Bound<?, ?> earlier = operations
                .computeIfAbsent(operation.service(), _ -> new HashMap<>())
                .put(operation.name(), new Bound<>(operation, model.get(), problems));
        if (earlier != null) {
            problems.add(operation.name() + " is declared twice");
        }
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
        Operation<I, O> operation = bound.operation;
        I in = bound.input.read(input);
        authorizer.check(operation, () -> operation.access().of(in, call), call);
        Supplier<O> work = () -> operation.handler().apply(in, call);
        O out = switch (DryRun.of(operation, input)) {
            case NO -> operation.writes() ? transactions.write(work) : transactions.read(work);
            case YES -> throw DryRun.wouldHaveSucceeded();
            case AFTER_HANDLER ->
                transactions.write(() -> {
                    O _ = work.get();
                    throw DryRun.wouldHaveSucceeded();
                });
        };
        return bound.output.write(out);
    }
}
