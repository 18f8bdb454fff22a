// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.dms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.model.Member;
import dev.lanyard.aws.model.ServiceModel;
import dev.lanyard.aws.model.Shape;
import dev.lanyard.aws.model.Structure;
import dev.lanyard.server.Node;
import dev.lanyard.server.Options;
import dev.lanyard.server.dms.Town.Reply;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What no operation can do anything with: each answers with a fault, and nothing has changed.
class BadInputTest {
    private static final ServiceModel MODEL = ServiceModel.load("dms");
    private static final String HERE = "arn:aws:dms:us-east-1:000000000000:";
    private static final String MARK = "@here@";

    private final Furnished furnished = new Furnished();

    @AfterEach
    void stop() {
        furnished.close();
    }

    @Test
    void everyOperationHasARequestThatIsGranted() {
        assertThat(furnished.requests().keySet())
                .containsExactlyElementsOf(furnished.town.dispatcher().all().stream()
                        .map(bound -> bound.operation().name())
                        .sorted()
                        .toList());
        for (String operation : furnished.requests().keySet()) {
            try (Furnished fresh = new Furnished()) {
                Map<String, Object> request = fresh.requests().get(operation);
                assertThat(fresh.call(operation, request).status())
                        .as(operation)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void valuesOfAnotherTypeAreNotUnderstood() {
        String before = furnished.look();
        forEach((operation, request) -> {
            Structure input = MODEL.operation(operation).orElseThrow().input().orElse(Structure.EMPTY);
            for (Map.Entry<String, List<String>> place :
                    wrongTypes(input, request).entrySet()) {
                for (String wrong : place.getValue()) {
                    String json = place.getKey().replace('"' + MARK + '"', wrong);
                    assertThat(furnished.town.call(operation, json).code())
                            .as("%s %s", operation, json)
                            .isEqualTo("SerializationException");
                }
            }
        });
        assertThat(furnished.look()).isEqualTo(before);
    }

    /// The request with a mark in the place of each of its members in turn, however deep, and what does not fit there.
    private static Map<String, List<String>> wrongTypes(Structure structure, Map<?, ?> tree) {
        Map<String, List<String>> places = new LinkedHashMap<>();
        for (Member member : structure.members()) {
            places.put(Tree.json(Tree.with(tree, member.name(), MARK)), wrongFor(member.shape()));
            below(member.shape(), tree.get(member.name()))
                    .forEach((inner, wrong) -> places.put(
                            Tree.json(Tree.with(tree, member.name(), "@inner@")).replace("\"@inner@\"", inner), wrong));
        }
        return places;
    }

    private static Map<String, List<String>> below(Shape shape, Object value) {
        if (shape instanceof Structure structure && value instanceof Map<?, ?> tree) {
            return wrongTypes(structure, tree);
        }
        if (shape instanceof Shape.ListOf list && value instanceof List<?> items) {
            Map<String, List<String>> places = new LinkedHashMap<>();
            places.put("[\"" + MARK + "\"]", wrongFor(list.element().shape()));
            below(list.element().shape(), items.getFirst())
                    .forEach((inner, wrong) -> places.put('[' + inner + ']', wrong));
            return places;
        }
        return Map.of();
    }

    private static List<String> wrongFor(Shape shape) {
        return switch (shape) {
            case Shape.Text _ -> List.of("7", "true", "{}", "[]");
            case Shape.Int _ -> List.of("\"7\"", "1.5", "99999999999", "true", "{}", "[]");
            case Shape.Bool _ -> List.of("\"true\"", "1", "{}", "[]");
            case Shape.ListOf _ -> List.of("\"a\"", "7", "{}");
            case Structure _ -> List.of("\"a\"", "7", "[]");
            default -> throw new AssertionError("DMS takes no " + shape);
        };
    }

    @Test
    void whatIsNoJsonIsNotUnderstood() {
        String before = furnished.look();
        forEach((operation, request) -> {
            String json = Tree.json(request);
            for (String bad : List.of(
                    json.substring(0, json.length() - 1),
                    json + "}",
                    json + json,
                    '[' + json + ']',
                    "null",
                    "\"text\"",
                    "{Name: 1}",
                    "{\"a\": 1,}",
                    "{\"a\": \"" + (char) 1 + "\"}",
                    "<a/>",
                    "Action=" + operation)) {
                assertThat(furnished.town.call(operation, bad).code())
                        .as("%s %s", operation, bad)
                        .isEqualTo("SerializationException");
            }
        });
        assertThat(furnished.look()).isEqualTo(before);
    }

    @Test
    void membersThatAwsDoesNotKnowAreIgnored() {
        for (String operation : furnished.requests().keySet()) {
            try (Furnished plain = new Furnished();
                    Furnished strange = new Furnished()) {
                Map<String, Object> request = plain.requests().get(operation);
                Map<String, Object> more = Tree.with(request, "Nonsense", Tree.of("Tags", List.of(1, Tree.of())));
                assertThat(strange.call(operation, more)).isEqualTo(plain.call(operation, request));
                assertThat(strange.look()).isEqualTo(plain.look());
            }
        }
    }

    @Test
    void membersThatAwsRequiresAreMissed() {
        String before = furnished.look();
        forEach((operation, request) -> {
            Structure input = MODEL.operation(operation).orElseThrow().input().orElse(Structure.EMPTY);
            for (Member member : input.members()) {
                if (member.required()) {
                    Map<String, Object> rest = Tree.with(request, member.name(), "");
                    rest.remove(member.name());
                    Reply refused = furnished.call(operation, rest);
                    assertThat(refused.code())
                            .as("%s without %s", operation, member.name())
                            .isEqualTo("InvalidParameterValueException");
                    assertThat(refused.text("message")).contains(member.name());
                }
            }
        });
        assertThat(furnished.look()).isEqualTo(before);
    }

    /// @param member one that takes an ARN
    /// @param arn one that would do
    /// @param fault what becomes of the same of another account or region
    private record Named(String member, String arn, String fault) {
        Stream<String> elsewhere() {
            return Stream.of(arn.replace(":000000000000:", ":111122223333:"), arn.replace(":us-east-1:", ":eu-west-1:"))
                    .filter(other -> !other.equals(arn));
        }

        Optional<String> put(String other, String json) {
            String changed =
                    json.replaceFirst('"' + member + "\":(\\[?)\"[^\"]*\"", '"' + member + "\":$1\"" + other + '"');
            return Optional.of(changed).filter(it -> !it.equals(json));
        }
    }

    private List<Named> named() {
        String gone = "ResourceNotFoundFault";
        String profile = arn("DescribeInstanceProfiles", "InstanceProfileArn");
        return List.of(
                new Named("InstanceProfileIdentifier", profile, gone),
                new Named("DataProviderIdentifier", arn("DescribeDataProviders", "DataProviderArn"), gone),
                new Named("MigrationProjectIdentifier", arn("DescribeMigrationProjects", "MigrationProjectArn"), gone),
                new Named("SubnetGroupIdentifier", HERE + "subgrp:net", gone),
                new Named("ReplicationSubnetGroupIdentifier", HERE + "subgrp:net", gone),
                new Named("ResourceArn", profile, gone),
                new Named("ResourceArnList", profile, gone),
                new Named("Values", profile, gone),
                new Named("S3BucketRoleArn", Furnished.ROLE + "s3", "S3AccessDeniedFault"),
                new Named("S3AccessRoleArn", Furnished.ROLE + "s3", "AccessDeniedFault"),
                new Named("SecretsManagerAccessRoleArn", Furnished.ROLE + "secret", "AccessDeniedFault"),
                // Keys of other accounts may be shared.
                new Named("KmsKeyArn", "arn:aws:kms:us-east-1:999900009999:key/0a1b", "KMSKeyNotAccessibleFault"));
    }

    private String arn(String describe, String member) {
        return furnished.call(describe, furnished.requests().get(describe)).text(member);
    }

    @Test
    void arnsOfAnotherAccountOrRegionAreOfNoUse() {
        String before = furnished.look();
        List<Named> named = named();
        Set<String> tried = new TreeSet<>();
        forEach((operation, request) -> {
            // Identifiers of what is to be made are names, and some filters have statuses for values.
            boolean names = !operation.equals("CreateReplicationSubnetGroup")
                    && !request.toString().contains("Name=status");
            String json = Tree.json(request);
            for (Named each : named) {
                boolean meant = names || each.member().equals("MigrationProjectIdentifier");
                each.elsewhere()
                        .filter(_ -> meant)
                        .flatMap(other -> each.put(other, json).stream())
                        .forEach(foreign -> {
                            tried.add(operation);
                            assertThat(furnished.town.call(operation, foreign).code())
                                    .as("%s %s", operation, foreign)
                                    .isEqualTo(each.fault());
                        });
            }
        });
        Set<String> all = new TreeSet<>(furnished.requests().keySet());
        all.removeAll(Set.of("DescribeAccountAttributes", "CreateReplicationSubnetGroup"));
        assertThat(tried).isEqualTo(all);
        assertThat(furnished.look()).isEqualTo(before);
    }

    @Test
    void bodyThatIsTooLongIsCutOffAtTheDoor() throws Exception {
        try (Node node = Node.start(Options.onFreePorts().build());
                HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(node.endpoint())
                    .header("content-type", "application/x-amz-json-1.1")
                    .header("x-amz-target", "AmazonDMSv20160101.CreateInstanceProfile")
                    .expectContinue(true)
                    .POST(BodyPublishers.ofString("{\"Description\":\"" + "d".repeat(1 << 20) + "\"}"))
                    .build();
            assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(413);
        }
        String before = furnished.look();
        String longest = "d".repeat(900_000);
        for (String member : List.of("Description", "InstanceProfileName", "SubnetGroupIdentifier", "KmsKeyArn")) {
            assertThat(furnished
                            .call("CreateInstanceProfile", Tree.of(member, longest))
                            .status())
                    .isEqualTo(400);
        }
        assertThat(furnished.look()).isEqualTo(before);
    }

    private void forEach(BiConsumer<String, Map<String, Object>> check) {
        furnished.requests().forEach(check);
    }
}
