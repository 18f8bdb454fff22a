// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.model;

import dev.lanyard.aws.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// What AWS says of one service: its operations, their shapes and its errors. The first question takes an index of
/// the data; an operation or shape is read when first asked for. Safe for use by many threads.
public final class ServiceModel {
    private static final int UNKNOWN_ERROR_STATUS = 400;

    private record Content(
            ModelSource source, WireProtocol protocol, Set<String> actions, Json.Obj errors, ShapeReader shapes) {}

    private final Supplier<byte[]> json;
    private final Map<String, OperationModel> operations = new ConcurrentHashMap<>();
    private volatile Content content;

    private ServiceModel(Supplier<byte[]> json) {
        this.json = json;
    }

    /// The model that Lanyard carries of `iam`, `sts`, `ec2` or `dms`. Nothing is read before something is asked.
    public static ServiceModel load(String service) {
        return new ServiceModel(() -> resource(service));
    }

    /// Reads a model in the format of the files beside this class.
    public static ServiceModel parse(byte[] json) {
        ServiceModel model = new ServiceModel(() -> json);
        model.content();
        return model;
    }

    private static byte[] resource(String service) {
        try (InputStream data = ServiceModel.class.getResourceAsStream(service + ".json")) {
            if (data == null) {
                throw new IllegalArgumentException("No model of service " + service);
            }
            return data.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Content content() {
        Content known = content;
        if (known == null) {
            known = read(new ModelSource(json.get()));
            content = known;
        }
        return known;
    }

    private static Content read(ModelSource source) {
        Json.Obj head = source.head();
        WireProtocol protocol = WireProtocol.of(head.text("protocol").orElseThrow());
        return new Content(
                source,
                protocol,
                Set.copyOf(head.texts("actions")),
                head.object("errors").orElseGet(() -> Json.Obj.of(Map.of())),
                new ShapeReader(source, protocol));
    }

    /// The name of the service as its signatures name it, such as `iam`.
    public String signingName() {
        return content().source.head().text("signingName").orElseThrow();
    }

    public String apiVersion() {
        return content().source.head().text("apiVersion").orElseThrow();
    }

    public WireProtocol protocol() {
        return content().protocol;
    }

    /// What stands before the operation in `X-Amz-Target`.
    public Optional<String> targetPrefix() {
        return content().source.head().text("targetPrefix");
    }

    /// The namespace of the XML that the service answers with.
    public Optional<String> xmlNamespace() {
        return content().source.head().text("xmlNamespace");
    }

    /// Whether AWS has an operation of this name, be it one that Lanyard carries or not.
    public boolean knows(String operation) {
        return content().actions.contains(operation);
    }

    /// The names of all operations AWS has.
    public Set<String> actions() {
        return content().actions;
    }

    /// The names of the operations that Lanyard carries the shapes of.
    public Set<String> operations() {
        return content().source.names("operations");
    }

    public Optional<OperationModel> operation(String name) {
        OperationModel known = operations.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        return content().source.entry("operations", name).map(facts -> {
            OperationModel read = operation(name, facts);
            OperationModel earlier = operations.putIfAbsent(name, read);
            return earlier == null ? read : earlier;
        });
    }

    public Optional<ErrorModel> error(String code) {
        return content()
                .errors
                .object(code)
                .map(facts -> new ErrorModel(code, status(facts), structure(facts, "shape")));
    }

    /// The HTTP status of an error; 400 when AWS does not say.
    public int errorStatus(String code) {
        return content().errors.object(code).map(ServiceModel::status).orElse(UNKNOWN_ERROR_STATUS);
    }

    private static int status(Json.Obj error) {
        return Math.toIntExact(error.number("status").orElseThrow());
    }

    private OperationModel operation(String name, Json.Obj facts) {
        return new OperationModel(
                name,
                structure(facts, "input"),
                structure(facts, "output"),
                facts.text("resultWrapper"),
                facts.texts("errors"));
    }

    private Optional<Structure> structure(Json.Obj facts, String member) {
        return facts.text(member).map(content().shapes::structure);
    }
}
