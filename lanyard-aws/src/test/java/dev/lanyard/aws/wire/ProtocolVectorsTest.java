// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.fault.FaultCode;
import dev.lanyard.aws.model.OperationModel;
import dev.lanyard.aws.model.ServiceModel;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.smithy.model.Model;
import software.amazon.smithy.model.knowledge.OperationIndex;
import software.amazon.smithy.model.knowledge.TopDownIndex;
import software.amazon.smithy.model.node.Node;
import software.amazon.smithy.model.node.ObjectNode;
import software.amazon.smithy.model.shapes.OperationShape;
import software.amazon.smithy.model.shapes.ServiceShape;
import software.amazon.smithy.model.shapes.Shape;
import software.amazon.smithy.model.shapes.ShapeId;
import software.amazon.smithy.model.shapes.StructureShape;
import software.amazon.smithy.protocoltests.traits.AppliesTo;
import software.amazon.smithy.protocoltests.traits.HttpMessageTestCase;
import software.amazon.smithy.protocoltests.traits.HttpRequestTestCase;
import software.amazon.smithy.protocoltests.traits.HttpRequestTestsTrait;
import software.amazon.smithy.protocoltests.traits.HttpResponseTestCase;
import software.amazon.smithy.protocoltests.traits.HttpResponseTestsTrait;

/// Smithy's own protocol tests, run from the server's side: what a client would send must decode to the parameters, and
/// what the parameters encode to must be what a client is promised.
class ProtocolVectorsTest {
    private static final String REQUEST_ID = "8b0a6e5e-0000-4000-8000-000000000001";
    private static final Model MODEL = SmithyModels.assemble();

    private static final String COMPRESSED = "no service here accepts compressed requests; the body is not given";
    private static final String FILLED_IN = "the client fills in a token that the parameters do not have";
    private static final String NOT_SENT = "the client sends nothing for an empty list or map, which then is absent";
    private static final String OFFSET = "a client must read any offset; we write UTC";
    private static final String NESTED = "the members of a fault are text";

    /// The only cases that do not run, except response cases for clients only: those show what a client must bear, not
    /// what a server sends.
    private static final Map<String, String> LEFT_OUT = Map.ofEntries(
            entry("SDKAppliedContentEncoding_awsQuery", COMPRESSED),
            entry("SDKAppliedContentEncoding_ec2Query", COMPRESSED),
            entry("SDKAppliedContentEncoding_awsJson1_1", COMPRESSED),
            entry("SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsQuery", COMPRESSED),
            entry("SDKAppendsGzipAndIgnoresHttpProvidedEncoding_ec2Query", COMPRESSED),
            entry("SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsJson1_1", COMPRESSED),
            entry("QueryProtocolIdempotencyTokenAutoFill", FILLED_IN),
            entry("Ec2ProtocolIdempotencyTokenAutoFill", FILLED_IN),
            entry("QueryEmptyQueryMaps", NOT_SENT),
            entry("Ec2EmptyQueryLists", NOT_SENT),
            entry("Ec2QueryDateTimeWithNegativeOffset", OFFSET),
            entry("Ec2QueryDateTimeWithPositiveOffset", OFFSET),
            entry("QueryComplexError", NESTED),
            entry("Ec2ComplexError", NESTED),
            entry("AwsJson11ComplexError", NESTED),
            entry("PutAndGetInlineDocumentsInput", "no service here has documents"),
            entry("AwsJson11InvalidGreetingError", "its error spells Message, the errors of DMS spell message"));

    private record Service(ShapeId id, String protocol) {
        ServiceShape shape() {
            return MODEL.expectShape(id, ServiceShape.class);
        }
    }

    private static final List<Service> SERVICES = List.of(
            new Service(ShapeId.from("aws.protocoltests.query#AwsQuery"), "awsQuery"),
            new Service(ShapeId.from("aws.protocoltests.ec2#AwsEc2"), "ec2Query"),
            new Service(ShapeId.from("aws.protocoltests.json#JsonProtocol"), "awsJson1_1"));

    @TestFactory
    Stream<DynamicTest> requestsDecodeToTheirParameters() {
        return SERVICES.stream().flatMap(ProtocolVectorsTest::requests);
    }

    @TestFactory
    Stream<DynamicTest> responsesEncodeToWhatClientsExpect() {
        return SERVICES.stream().flatMap(ProtocolVectorsTest::responses);
    }

    @TestFactory
    Stream<DynamicTest> errorsEncodeToWhatClientsExpect() {
        return SERVICES.stream().flatMap(ProtocolVectorsTest::errors);
    }

    @Test
    void everyCaseLeftOutExists() {
        Set<String> ids = new HashSet<>();
        for (Service service : SERVICES) {
            for (OperationShape operation : operations(service)) {
                requestCases(operation).forEach(test -> ids.add(test.getId()));
                responseCases(operation).forEach(test -> ids.add(test.getId()));
            }
            errorShapes(service).forEach(error -> responseCases(error).forEach(test -> ids.add(test.getId())));
        }
        assertThat(ids).containsAll(LEFT_OUT.keySet()).hasSizeGreaterThan(200);
    }

    private static Stream<DynamicTest> requests(Service service) {
        ServiceModel model = SmithyModels.convert(MODEL, service.shape(), service.protocol);
        return operations(service).stream()
                .flatMap(operation -> requestCases(operation).stream()
                        .filter(test -> runs(test, service))
                        .map(test ->
                                DynamicTest.dynamicTest(test.getId(), () -> checkRequest(model, operation, test))));
    }

    private static void checkRequest(ServiceModel model, OperationShape shape, HttpRequestTestCase test) {
        OperationModel operation = model.operation(shape.getId().getName()).orElseThrow();
        Protocol protocol = Protocol.of(model);
        Headers headers = new Headers();
        test.getHeaders().forEach((name, value) -> headers.add(name, new String(value.getBytes(UTF_8), ISO_8859_1)));
        byte[] body = test.getBody().orElse("").getBytes(UTF_8);
        Call call = protocol.read(new WireRequest(
                test.getMethod(),
                test.getUri(),
                String.join("&", test.getQueryParams()),
                headers,
                body,
                "127.0.0.1",
                false));

        assertThat(call.action()).contains(operation.name());
        Object expected = operation
                .input()
                .<Map<String, Object>>map(input -> SmithyTrees.of(input, test.getParams()))
                .orElse(Map.of());
        assertThat(SmithyTrees.comparable(protocol.decode(operation, call)))
                .isEqualTo(SmithyTrees.comparable(expected));
    }

    private static Stream<DynamicTest> responses(Service service) {
        ServiceModel model = SmithyModels.convert(MODEL, service.shape(), service.protocol);
        return operations(service).stream()
                .flatMap(operation -> responseCases(operation).stream()
                        .filter(test -> runs(test, service) && forServers(test))
                        .map(test ->
                                DynamicTest.dynamicTest(test.getId(), () -> checkResponse(model, operation, test))));
    }

    private static void checkResponse(ServiceModel model, OperationShape shape, HttpResponseTestCase test) {
        OperationModel operation = model.operation(shape.getId().getName()).orElseThrow();
        Map<String, Object> output = operation
                .output()
                .map(structure -> SmithyTrees.of(structure, test.getParams()))
                .orElse(Map.of());
        Call call = new Call(Optional.empty(), Optional.empty(), QueryParameters.of(emptyRequest()), new byte[0]);
        String requestId = test.getHeaders().getOrDefault("X-Amzn-Requestid", REQUEST_ID);
        check(Protocol.of(model).encode(operation, output, call, requestId), test);
    }

    private static WireRequest emptyRequest() {
        return new WireRequest("POST", "/", "", new Headers(), new byte[0], "127.0.0.1", false);
    }

    private static Stream<DynamicTest> errors(Service service) {
        ServiceModel model = SmithyModels.convert(MODEL, service.shape(), service.protocol);
        return errorShapes(service).stream()
                .flatMap(error -> responseCases(error).stream()
                        .filter(test -> runs(test, service) && forServers(test))
                        .map(test -> DynamicTest.dynamicTest(test.getId(), () -> checkError(model, error, test))));
    }

    private static void checkError(ServiceModel model, Shape error, HttpResponseTestCase test) {
        ObjectNode params = test.getParams();
        FaultCode code = () -> SmithyModels.code(error);
        Fault fault = code.because(params.getStringMemberOrDefault("Message", ""));
        for (Map.Entry<String, Node> member : params.getStringMap().entrySet()) {
            if (!member.getKey().equals("Message")) {
                fault = fault.with(
                        member.getKey(), member.getValue().expectStringNode().getValue());
            }
        }
        check(Protocol.of(model).encode(fault, REQUEST_ID), test);
    }

    private static void check(WireResponse response, HttpResponseTestCase test) {
        assertThat(response.status()).isEqualTo(test.getCode());
        test.getHeaders().forEach((name, value) -> {
            if (!name.equals("X-Amz-Target")) { // One response case carries this header of requests by mistake.
                assertThat(response.headers().first(name.toLowerCase(Locale.ROOT)))
                        .contains(value);
            }
        });
        test.getBody().ifPresent(expected -> checkBody(new String(response.body(), UTF_8), expected));
    }

    private static void checkBody(String actual, String expected) {
        if (expected.startsWith("{")) {
            Node.assertEquals(Node.parse(actual.replace(".000000Z\"", "Z\"")), Node.parse(expected));
        } else if (expected.isEmpty()) {
            assertThat(actual).isEmpty();
        } else {
            // We write more than the cases show: request ids, EC2's milliseconds and a namespace on errors.
            Set<String> without = Set.of("ResponseMetadata", "requestId", "RequestId", "RequestID");
            String ours = XmlText.canonical(actual.replace(".000Z<", "Z<"), without);
            String theirs = XmlText.canonical(expected, without);
            boolean namespace = expected.contains("Response xmlns=");
            assertThat(namespace ? ours : ours.replaceFirst("Response xmlns=[^>]*>", "Response>"))
                    .isEqualTo(theirs);
        }
    }

    private static boolean runs(HttpMessageTestCase test, Service service) {
        return test.getProtocol().getName().equals(service.protocol) && !LEFT_OUT.containsKey(test.getId());
    }

    private static boolean forServers(HttpMessageTestCase test) {
        return test.getAppliesTo().orElse(AppliesTo.SERVER) == AppliesTo.SERVER;
    }

    private static Set<OperationShape> operations(Service service) {
        return TopDownIndex.of(MODEL).getContainedOperations(service.id);
    }

    private static Set<StructureShape> errorShapes(Service service) {
        Set<StructureShape> errors = new HashSet<>();
        for (OperationShape operation : operations(service)) {
            errors.addAll(OperationIndex.of(MODEL).getErrors(service.shape(), operation));
        }
        return errors;
    }

    private static List<HttpRequestTestCase> requestCases(Shape shape) {
        return shape.getTrait(HttpRequestTestsTrait.class)
                .map(HttpRequestTestsTrait::getTestCases)
                .orElse(List.of());
    }

    private static List<HttpResponseTestCase> responseCases(Shape shape) {
        return shape.getTrait(HttpResponseTestsTrait.class)
                .map(HttpResponseTestsTrait::getTestCases)
                .orElse(List.of());
    }
}
