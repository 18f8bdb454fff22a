// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.model.OperationModel;
import dev.lanyard.aws.model.ServiceModel;
import java.util.LinkedHashMap;
import java.util.Map;

/// The JSON protocol 1.1 of DMS: the operation in `X-Amz-Target`, one JSON object in and out.
public final class AwsJson implements Protocol {
    private final ServiceModel model;

    AwsJson(ServiceModel model) {
        this.model = model;
    }

    @Override
    public Call read(WireRequest request) {
        return Call.json(request);
    }

    @Override
    public Map<String, Object> decode(OperationModel operation, Call call) {
        return operation
                .input()
                .map(input -> JsonDecoder.decode(input, call.body()))
                .orElse(Map.of());
    }

    @Override
    public WireResponse encode(OperationModel operation, Map<String, Object> output, Call call, String requestId) {
        JsonEncoder json = new JsonEncoder();
        operation.output().ifPresent(shape -> json.structure(shape, output));
        return answer(200, json, requestId);
    }

    @Override
    public WireResponse encode(Fault fault, String requestId) {
        String code = fault.code().code();
        Map<String, String> members = new LinkedHashMap<>();
        members.put("__type", code);
        if (!fault.getMessage().isEmpty()) {
            // What IAM denies is told in another spelling than what the service itself says.
            members.put(code.equals("AccessDeniedException") ? "Message" : "message", fault.getMessage());
        }
        members.putAll(fault.members());
        JsonEncoder json = new JsonEncoder();
        json.texts(members);
        return answer(model.errorStatus(code), json, requestId);
    }

    private static WireResponse answer(int status, JsonEncoder json, String requestId) {
        Headers headers =
                new Headers().add("content-type", "application/x-amz-json-1.1").add("x-amzn-requestid", requestId);
        return new WireResponse(status, headers, json.toBytes());
    }
}
