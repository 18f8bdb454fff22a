// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.model.OperationModel;
import dev.lanyard.aws.model.ServiceModel;
import java.util.Map;

/// EC2's own query protocol: form parameters with flat lists in, XML without a result wrapper out.
public final class Ec2Query implements Protocol {
    private static final int INDENT = 4;
    private static final int ISO_DIGITS = 3;

    private final ServiceModel model;
    private final String namespace;
    private final QueryDecoder decoder = new QueryDecoder(true, Ec2Query::invalid);

    Ec2Query(ServiceModel model) {
        this.model = model;
        this.namespace = model.xmlNamespace().orElseThrow();
    }

    private static Fault invalid(String parameter, String value, String reason) {
        return WireFault.INVALID_PARAMETER_VALUE.because(
                "Value (" + value + ") for parameter " + parameter + " is invalid. " + reason);
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
        XmlWriter xml = new XmlWriter(INDENT).declaration();
        String root = operation.name() + "Response";
        xml.start(root).attribute("xmlns", namespace(call)).element("requestId", requestId);
        operation
                .output()
                .ifPresentOrElse(
                        shape -> new XmlEncoder(xml, ISO_DIGITS).members(shape, output),
                        () -> xml.element("return", "true"));
        WireResponse answer = answer(200, xml.end(root), requestId);
        answer.headers()
                .add("cache-control", "no-cache, no-store")
                .add("strict-transport-security", "max-age=31536000; includeSubDomains")
                .add("vary", "accept-encoding");
        return answer;
    }

    @Override
    public WireResponse encode(Fault fault, String requestId) {
        XmlWriter xml = new XmlWriter(INDENT).declaration();
        xml.start("Response").start("Errors").start("Error");
        xml.element("Code", fault.code().code()).element("Message", fault.getMessage());
        fault.members().forEach(xml::element);
        xml.end("Error").end("Errors").element("RequestID", requestId).end("Response");
        return answer(model.errorStatus(fault.code().code()), xml, requestId);
    }

    /// Callers of an older API version are answered in the namespace of that version.
    private String namespace(Call call) {
        String version = call.version().orElse(model.apiVersion());
        return version.equals(model.apiVersion()) ? namespace : namespace.replace(model.apiVersion(), version);
    }

    private static WireResponse answer(int status, XmlWriter xml, String requestId) {
        Headers headers = new Headers()
                .add("content-type", "text/xml;charset=UTF-8")
                .add("server", "AmazonEC2")
                .add("x-amzn-requestid", requestId);
        return new WireResponse(status, headers, xml.toBytes());
    }
}
