// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.model.OperationModel;
import dev.lanyard.aws.model.ServiceModel;
import java.util.Map;

/// One service as a test talks to it: requests in their wire form.
record Requests(ServiceModel model, Protocol protocol) {

    static Requests to(String service) {
        ServiceModel model = ServiceModel.load(service);
        return new Requests(model, Protocol.of(model));
    }

    static WireRequest post(String query, String body) {
        return new WireRequest("POST", "/", query, new Headers(), body.getBytes(UTF_8), "127.0.0.1", false);
    }

    OperationModel operation(String name) {
        return model.operation(name).orElseThrow();
    }

    /// The input of a query request whose form body has these parameters besides its action.
    Map<String, Object> form(String action, String parameters) {
        return protocol.decode(operation(action), protocol.read(post("", "Action=" + action + "&" + parameters)));
    }

    Map<String, Object> json(String action, String body) {
        return protocol.decode(operation(action), jsonCall(action, body));
    }

    Call jsonCall(String action, String body) {
        Headers headers = new Headers().add("X-Amz-Target", model.targetPrefix().orElseThrow() + "." + action);
        return protocol.read(new WireRequest("POST", "/", "", headers, body.getBytes(UTF_8), "127.0.0.1", false));
    }

    String answer(String action, Map<String, Object> output) {
        Call call = protocol.read(post("", "Version=" + model.apiVersion()));
        return new String(
                protocol.encode(operation(action), output, call, "id-1").body(), UTF_8);
    }
}
