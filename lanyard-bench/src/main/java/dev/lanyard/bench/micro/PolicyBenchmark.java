// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.bench.micro;

import dev.lanyard.aws.policy.CompiledPolicy;
import dev.lanyard.aws.policy.Context;
import dev.lanyard.aws.policy.Decision;
import dev.lanyard.aws.policy.NamedPolicy;
import dev.lanyard.aws.policy.PolicyDocument;
import dev.lanyard.aws.policy.PolicyEngine;
import dev.lanyard.aws.policy.PolicySets;
import dev.lanyard.aws.policy.Principal;
import dev.lanyard.aws.policy.Request;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One decision over ten policies of ten statements, and over one policy of a thousand. Every statement speaks of the
/// action that is asked for; only the last allows the resource.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(java.util.concurrent.TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class PolicyBenchmark {
    private static final String STATEMENT = """
            {"Effect":"Allow","Action":["iam:Get*","iam:PassRole"],
             "Resource":"arn:aws:iam::000000000000:instance-profile/team-%d/*",
             "Condition":{"StringEquals":{"aws:RequestedRegion":"us-east-1"}}}""";

    private final Principal user =
            Principal.user("000000000000", "arn:aws:iam::000000000000:user/ann", "AIDAQAAAAAAAABCDEFGHI");
    private final PolicySets tenPolicies = PolicySets.identity(
            IntStream.range(0, 10).mapToObj(i -> policy(10 * i, 10)).toList());
    private final PolicySets thousandStatements = PolicySets.identity(List.of(policy(0, 1_000)));

    private static NamedPolicy policy(int first, int count) {
        String statements = IntStream.range(first, first + count)
                .mapToObj(number -> STATEMENT.replace("%d", Integer.toString(number)))
                .collect(Collectors.joining(","));
        return new NamedPolicy(
                "p" + first,
                CompiledPolicy.of(
                        PolicyDocument.parse("{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}")));
    }

    private Decision decide(PolicySets sets, int team) {
        Context context = new Context().put("aws:RequestedRegion", "us-east-1");
        String resource = "arn:aws:iam::000000000000:instance-profile/team-" + team + "/web";
        return PolicyEngine.evaluate(new Request(user, "iam:GetInstanceProfile", resource, context), sets);
    }

    @Benchmark
    public Decision tenPolicies() {
        return decide(tenPolicies, 99);
    }

    @Benchmark
    public Decision thousandStatements() {
        return decide(thousandStatements, 999);
    }
}
