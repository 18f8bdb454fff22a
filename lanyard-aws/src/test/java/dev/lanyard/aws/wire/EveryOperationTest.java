// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.model.OperationModel;
import dev.lanyard.aws.model.Structure;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/// Random inputs and outputs of every operation survive the way over the wire.
class EveryOperationTest {
    private static final int ROUNDS = 5;

    @ParameterizedTest
    @ValueSource(strings = {"iam", "sts", "ec2"})
    void queryInputsAndOutputsSurvive(String service) {
        Requests requests = Requests.to(service);
        RandomTrees trees = new RandomTrees(service.hashCode());
        TestClient client = new TestClient(service.equals("ec2"));
        for (String name : requests.model().operations()) {
            OperationModel operation = requests.operation(name);
            for (int round = 0; round < ROUNDS; round++) {
                operation.input().ifPresent(input -> {
                    Map<String, Object> tree = trees.structure(input);
                    assertSame(name, requests.form(name, client.form(input, tree)), tree);
                });
                operation.output().ifPresent(output -> {
                    Map<String, Object> tree = trees.structure(output);
                    Element result = result(operation, requests.answer(name, tree));
                    assertSame(name, client.read(output, result), tree);
                });
            }
        }
    }

    private static Element result(OperationModel operation, String xml) {
        Element root = XmlText.parse(xml).getDocumentElement();
        return operation
                .resultWrapper()
                .map(wrapper -> TestClient.children(root, wrapper).getFirst())
                .orElse(root);
    }

    @Test
    void jsonInputsAndOutputsSurvive() {
        Requests requests = Requests.to("dms");
        RandomTrees trees = new RandomTrees(1);
        for (String name : requests.model().operations()) {
            OperationModel operation = requests.operation(name);
            for (int round = 0; round < ROUNDS; round++) {
                Structure input = operation.input().orElseThrow();
                Map<String, Object> request = trees.structure(input);
                JsonEncoder body = new JsonEncoder();
                body.structure(input, request);
                assertSame(name, requests.json(name, new String(body.toBytes(), UTF_8)), request);

                Structure output = operation.output().orElseThrow();
                Map<String, Object> answer = trees.structure(output);
                byte[] answered = requests.answer(name, answer).getBytes(UTF_8);
                assertSame(name, JsonDecoder.decode(output, answered), answer);
            }
        }
    }

    private static void assertSame(String operation, Map<String, Object> actual, Map<String, Object> expected) {
        assertThat(SmithyTrees.comparable(actual)).as(operation).isEqualTo(SmithyTrees.comparable(expected));
    }
}
