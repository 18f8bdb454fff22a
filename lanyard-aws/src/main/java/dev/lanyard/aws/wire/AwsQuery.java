// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.model.OperationModel;
import dev.lanyard.aws.model.ServiceModel;
import java.util.Map;
import java.util.Set;

/// The query protocol of IAM and STS: form parameters in, XML out.
public final class AwsQuery implements Protocol {
    private static final int INDENT = 2;
    private static final int ISO_DIGITS = 0;
    private static final String FRONT_NAMESPACE = "http://webservices.amazon.com/AWSFault/2005-15-09";

    /// Faults that AWS's front end raises before the service sees the request have a namespace of their own.
    private static final Set<String> FRONT_FAULTS = Set.of("InvalidAction", "MalformedQueryString");

    private final ServiceModel model;
    private final String namespace;
    private final QueryDecoder decoder =
            new QueryDecoder(false, (parameter, value, reason) -> WireFault.MALFORMED_INPUT.because(""));

    AwsQuery(ServiceModel model) {
        this.model = model;
        this.namespace = model.xmlNamespace().orElseThrow();
    }

    @Override
    public Call read(WireRequest request) {
        return Call.query(request);
    }

    @Override
    public Map<String, Object> decode(OperationModel operation, Call call) {
        return operation
                .input()
                .map(input -> decoder.decode(input, call.parameters()))
                .orElse(Map.of());
    }

    @Override
    public WireResponse encode(OperationModel operation, Map<String, Object> output, Call call, String requestId) {
        XmlWriter xml = new XmlWriter(INDENT);
        String root = operation.name() + "Response";
        xml.start(root).attribute("xmlns", namespace);
        operation.output().ifPresent(shape -> {
            String wrapper = operation.resultWrapper().orElseGet(() -> operation.name() + "Result");
            xml.start(wrapper);
            new XmlEncoder(xml, ISO_DIGITS).members(shape, output);
            xml.end(wrapper);
        });
        xml.start("ResponseMetadata").element("RequestId", requestId).end("ResponseMetadata");
        return answer(200, xml.end(root), requestId);
    }

    @Override
    public WireResponse encode(Fault fault, String requestId) {
        String code = fault.code().code();
        int status = model.errorStatus(code);
        XmlWriter xml = new XmlWriter(INDENT);
        xml.start("ErrorResponse").attribute("xmlns", FRONT_FAULTS.contains(code) ? FRONT_NAMESPACE : namespace);
        xml.start("Error").element("Type", status < 500 ? "Sender" : "Receiver").element("Code", code);
        if (!fault.getMessage().isEmpty()) {
            xml.element("Message", fault.getMessage());
        }
        fault.members().forEach(xml::element);
        xml.end("Error").element("RequestId", requestId).end("ErrorResponse");
        return answer(status, xml, requestId);
    }

    private static WireResponse answer(int status, XmlWriter xml, String requestId) {
        Headers headers = new Headers().add("content-type", "text/xml").add("x-amzn-requestid", requestId);
        return new WireResponse(status, headers, xml.toBytes());
    }
}
