// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.model.ServiceModel;
import java.net.URL;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.smithy.aws.traits.protocols.AwsQueryErrorTrait;
import software.amazon.smithy.aws.traits.protocols.Ec2QueryNameTrait;
import software.amazon.smithy.model.Model;
import software.amazon.smithy.model.knowledge.OperationIndex;
import software.amazon.smithy.model.knowledge.TopDownIndex;
import software.amazon.smithy.model.loader.ModelAssembler;
import software.amazon.smithy.model.loader.ModelDiscovery;
import software.amazon.smithy.model.neighbor.Walker;
import software.amazon.smithy.model.node.ArrayNode;
import software.amazon.smithy.model.node.Node;
import software.amazon.smithy.model.node.ObjectNode;
import software.amazon.smithy.model.shapes.ListShape;
import software.amazon.smithy.model.shapes.MapShape;
import software.amazon.smithy.model.shapes.MemberShape;
import software.amazon.smithy.model.shapes.OperationShape;
import software.amazon.smithy.model.shapes.ServiceShape;
import software.amazon.smithy.model.shapes.Shape;
import software.amazon.smithy.model.shapes.ShapeId;
import software.amazon.smithy.model.shapes.StructureShape;
import software.amazon.smithy.model.traits.ErrorTrait;
import software.amazon.smithy.model.traits.HttpErrorTrait;
import software.amazon.smithy.model.traits.SparseTrait;
import software.amazon.smithy.model.traits.TimestampFormatTrait;
import software.amazon.smithy.model.traits.UnitTypeTrait;
import software.amazon.smithy.model.traits.XmlFlattenedTrait;
import software.amazon.smithy.model.traits.XmlNameTrait;
import software.amazon.smithy.model.traits.XmlNamespaceTrait;

/// Writes Smithy's test services in the format of our model files.
final class SmithyModels {
    private static final List<String> OTHER_PROTOCOLS = List.of("restJson1", "restXml", "rpcv2Cbor", "awsJson1_0");

    private SmithyModels() {}

    static Model assemble() {
        ModelAssembler assembler = Model.assembler().disableValidation();
        for (URL url : ModelDiscovery.findModels()) {
            if (OTHER_PROTOCOLS.stream().noneMatch(url.getPath()::contains)) {
                assembler.addImport(url);
            }
        }
        return assembler.assemble().unwrap();
    }

    static ServiceModel convert(Model model, ServiceShape service, String protocol) {
        ObjectNode.Builder operations = Node.objectNodeBuilder();
        ObjectNode.Builder errors = Node.objectNodeBuilder();
        for (OperationShape operation : TopDownIndex.of(model).getContainedOperations(service)) {
            operations.withMember(operation.getId().getName(), operation(model, operation));
            for (StructureShape error : OperationIndex.of(model).getErrors(service, operation)) {
                errors.withMember(code(error), error(error));
            }
        }
        ObjectNode.Builder shapes = Node.objectNodeBuilder();
        new Walker(model)
                .walkShapes(service)
                .forEach(shape -> shape(model, shape)
                        .ifPresent(facts -> shapes.withMember(shape.getId().toString(), facts)));
        ObjectNode.Builder all = Node.objectNodeBuilder()
                .withMember("apiVersion", service.getVersion())
                .withMember("protocol", protocol)
                .withMember("signingName", "test")
                .withMember("targetPrefix", service.getId().getName())
                .withMember("operations", operations.build())
                .withMember("errors", errors.build())
                .withMember("shapes", shapes.build());
        service.getTrait(XmlNamespaceTrait.class).ifPresent(trait -> all.withMember("xmlNamespace", trait.getUri()));
        return ServiceModel.parse(Node.printJson(all.build()).getBytes(UTF_8));
    }

    static String code(Shape error) {
        return error.getTrait(AwsQueryErrorTrait.class)
                .map(AwsQueryErrorTrait::getCode)
                .orElse(error.getId().getName());
    }

    private static Node operation(Model model, OperationShape operation) {
        ObjectNode.Builder facts = Node.objectNodeBuilder();
        reference(model, operation.getInputShape()).ifPresent(input -> facts.withMember("input", input));
        reference(model, operation.getOutputShape()).ifPresent(output -> facts.withMember("output", output));
        return facts.build();
    }

    private static Optional<String> reference(Model model, ShapeId id) {
        return model.expectShape(id).hasTrait(UnitTypeTrait.class) ? Optional.empty() : Optional.of(id.toString());
    }

    private static Node error(StructureShape error) {
        int byKind = error.expectTrait(ErrorTrait.class).getDefaultHttpStatusCode();
        int status = error.getTrait(HttpErrorTrait.class)
                .map(HttpErrorTrait::getCode)
                .or(() -> error.getTrait(AwsQueryErrorTrait.class).map(AwsQueryErrorTrait::getHttpResponseCode))
                .orElse(byKind);
        return Node.objectNodeBuilder()
                .withMember("status", status)
                .withMember("shape", error.getId().toString())
                .build();
    }

    private static Optional<Node> shape(Model model, Shape shape) {
        ObjectNode.Builder facts = Node.objectNodeBuilder();
        switch (shape.getType()) {
            case STRUCTURE, UNION ->
                facts.withMember("type", "structure")
                        .withMember("union", shape.isUnionShape())
                        .withMember("members", members(model, shape));
            case LIST ->
                facts.withMember("type", "list")
                        .withMember("sparse", shape.hasTrait(SparseTrait.class))
                        .withMember("member", member(model, ((ListShape) shape).getMember()));
            case MAP ->
                facts.withMember("type", "map")
                        .withMember("sparse", shape.hasTrait(SparseTrait.class))
                        .withMember("key", member(model, ((MapShape) shape).getKey()))
                        .withMember("value", member(model, ((MapShape) shape).getValue()));
            case ENUM ->
                facts.withMember("type", "string")
                        .withMember(
                                "enum",
                                shape.asEnumShape().stream()
                                        .flatMap(values -> values.getEnumValues().values().stream())
                                        .map(Node::from)
                                        .collect(ArrayNode.collect()));
            case BYTE, SHORT, INT_ENUM -> facts.withMember("type", "integer");
            case STRING, INTEGER, LONG, FLOAT, DOUBLE, BOOLEAN, TIMESTAMP, BLOB -> {
                facts.withMember("type", shape.getType().toString());
                format(shape).ifPresent(format -> facts.withMember("timestampFormat", format));
            }
            default -> {
                return Optional.empty();
            }
        }
        return Optional.of(facts.build());
    }

    private static Node members(Model model, Shape shape) {
        ObjectNode.Builder members = Node.objectNodeBuilder();
        // Our models have no documents; cases that need them are left out.
        Stream<MemberShape> known = shape.members().stream()
                .filter(member -> !model.expectShape(member.getTarget()).isDocumentShape());
        known.forEach(member -> members.withMember(member.getMemberName(), member(model, member)));
        return members.build();
    }

    private static Node member(Model model, MemberShape member) {
        ObjectNode.Builder facts = Node.objectNodeBuilder()
                .withMember("shape", member.getTarget().toString())
                .withMember("flattened", member.hasTrait(XmlFlattenedTrait.class));
        member.getTrait(XmlNameTrait.class).ifPresent(trait -> facts.withMember("locationName", trait.getValue()));
        member.getTrait(Ec2QueryNameTrait.class).ifPresent(trait -> facts.withMember("queryName", trait.getValue()));
        member.getTrait(XmlNamespaceTrait.class).ifPresent(trait -> facts.withMember("xmlNamespace", namespace(trait)));
        if (model.expectShape(member.getTarget()).isTimestampShape()) {
            format(member).ifPresent(format -> facts.withMember("timestampFormat", format));
        }
        return facts.build();
    }

    private static Node namespace(XmlNamespaceTrait trait) {
        return Node.objectNodeBuilder()
                .withMember("uri", trait.getUri())
                .withMember("prefix", trait.getPrefix().orElse(""))
                .build();
    }

    private static Optional<String> format(Shape shape) {
        return shape.getTrait(TimestampFormatTrait.class).map(trait -> switch (trait.getFormat()) {
            case DATE_TIME -> "iso8601";
            case EPOCH_SECONDS -> "unixTimestamp";
            case HTTP_DATE -> "rfc822";
            case UNKNOWN -> throw new IllegalStateException("Unknown format of " + shape.getId());
        });
    }
}
