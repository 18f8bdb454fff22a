// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.iam.ManagedPolicy.Version;
import dev.lanyard.core.shared.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// The policies that AWS ships to every account and that nobody else can change. They stand in the resources
/// `aws-managed-policies.txt` and `aws-service-role-policies.txt`: for each a head line `path name version created
/// updated`, the document, an empty line. Nothing is read before somebody asks.
final class AwsManagedPolicies {
    private record Shipped(ManagedPolicy policy, String document) {}

    /// Initialised on first use.
    private static final class Shelf {
        private static final Map<String, Shipped> BY_ARN = read("aws-managed-policies.txt");
    }

    /// The policies of service-linked roles, initialised on first use.
    private static final class ServiceShelf {
        private static final Map<String, Shipped> BY_ARN = read("aws-service-role-policies.txt");
    }

    private AwsManagedPolicies() {}

    static Optional<ManagedPolicy> find(Arn arn) {
        return Optional.ofNullable(shelfOf(arn).get(arn.toString())).map(Shipped::policy);
    }

    static Collection<ManagedPolicy> all() {
        return Stream.of(Shelf.BY_ARN, ServiceShelf.BY_ARN)
                .flatMap(shelf -> shelf.values().stream())
                .map(Shipped::policy)
                .toList();
    }

    static Version version(ManagedPolicy policy) {
        return new Version(
                policy.defaultVersion(),
                policy.updated(),
                shelfOf(policy.arn()).get(policy.arn().toString()).document());
    }

    private static Map<String, Shipped> shelfOf(Arn arn) {
        return arn.resource().startsWith("policy" + ServiceLinkedRoles.POLICY_PATH)
                ? ServiceShelf.BY_ARN
                : Shelf.BY_ARN;
    }

    private static Map<String, Shipped> read(String resource) {
        Map<String, Shipped> all = new LinkedHashMap<>();
        List<String> block = new ArrayList<>();
        for (String line : lines(resource)) {
            if (!line.isBlank()) {
                block.add(line);
            } else if (!block.isEmpty()) {
                Shipped shipped = shipped(block);
                all.put(shipped.policy.arn().toString(), shipped);
                block.clear();
            }
        }
        return all;
    }

    private static Shipped shipped(List<String> block) {
        String[] head = block.getFirst().split(" ");
        IamPath path = new IamPath(head[0]);
        PolicyName name = new PolicyName(head[1]);
        Arn arn = ManagedPolicy.awsArn(path, name);
        int version = Integer.parseInt(head[2]);
        ManagedPolicy policy = new ManagedPolicy(
                arn,
                name,
                path,
                id(arn),
                Instant.parse(head[3]),
                Instant.parse(head[4]),
                Optional.empty(),
                List.of(),
                version,
                version,
                !path.equals(ServiceLinkedRoles.POLICY_PATH));
        return new Shipped(policy, String.join("\n", block.subList(1, block.size())));
    }

    /// The same on every node and in every version: made from the ARN, not AWS's own.
    private static String id(Arn arn) {
        SplittableRandom random = new SplittableRandom(arn.toString().hashCode());
        return new Ids(random).unique("ANPA", new AccountId("000000000000"), 21);
    }

    private static List<String> lines(String resource) {
        try (InputStream in = AwsManagedPolicies.class.getResourceAsStream(resource)) {
            List<String> lines = new ArrayList<>(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList());
            lines.add("");
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
