// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Policies and requests from a small vocabulary, so that they often meet.
final class RandomPolicies {
    static final List<String> ACTIONS =
            List.of("iam:GetRole", "iam:PutRole", "sts:AssumeRole", "IAM:getrole", "ec2:Run");
    static final List<String> RESOURCES =
            List.of("*", "arn:aws:iam::1:role/a", "arn:aws:iam::1:role/b/c", "arn:aws:ec2:eu-west-1:2:instance/i");
    private static final List<String> ACTION_PATTERNS = List.of(
            "*",
            "iam:*",
            "iam:GetRole",
            "IAM:Get*",
            "*:*Role",
            "sts:Assume????",
            "ec2:Run",
            "ec2:run",
            "i?m:p*",
            "s3:*");
    private static final List<String> RESOURCE_PATTERNS = List.of(
            "*",
            "arn:aws:iam::1:role/*",
            "arn:aws:iam::1:role/a",
            "arn:aws:ec2",
            "arn:*:role/?",
            "arn:aws:iam::2:*",
            "arn:aws:ec2:eu-west-1:2:instance/?");
    private static final List<String> KEYS = List.of("k:a", "k:b", "K:A", "k:c");
    private static final List<String> VALUES = List.of("x", "X", "xy", "", "x*");
    private static final List<String> NAMES =
            List.of("StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringLike", "StringNotLike");

    private final Random random;

    RandomPolicies(long seed) {
        random = new Random(seed);
    }

    <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private List<String> some(List<String> all, int most) {
        List<String> some = new ArrayList<>();
        for (int n = 1 + random.nextInt(most); n > 0; n--) {
            some.add(pick(all));
        }
        return some;
    }

    List<PolicyDocument> documents(int fewest, int most) {
        List<PolicyDocument> documents = new ArrayList<>();
        for (int n = fewest + random.nextInt(most - fewest + 1); n > 0; n--) {
            String[] statements = new String[1 + random.nextInt(4)];
            for (int i = 0; i < statements.length; i++) {
                statements[i] = statement(random.nextInt(5) == 0 ? "Deny" : "Allow");
            }
            documents.add(Policies.document("2012-10-17", statements));
        }
        return documents;
    }

    String statement(String effect) {
        return "{'Effect':'%s','%sAction':%s,'%sResource':%s%s}"
                .formatted(
                        effect,
                        random.nextInt(6) == 0 ? "Not" : "",
                        Policies.json(some(ACTION_PATTERNS, 3)),
                        random.nextInt(6) == 0 ? "Not" : "",
                        Policies.json(some(RESOURCE_PATTERNS, 3)),
                        random.nextBoolean() ? "" : ",'Condition':{" + condition() + "}");
    }

    private String condition() {
        if (random.nextInt(5) == 0) {
            return "'Null':{'" + pick(KEYS) + "':'" + random.nextBoolean() + "'}";
        }
        String operator =
                pick(List.of("", "", "ForAnyValue:", "ForAllValues:")) + pick(NAMES) + pick(List.of("", "IfExists"));
        return "'" + operator + "':{'" + pick(KEYS) + "':" + Policies.json(some(VALUES, 2)) + "}";
    }

    Map<String, List<String>> context() {
        Map<String, List<String>> context = new HashMap<>();
        for (String key : List.of("k:a", "K:B", "k:C")) {
            switch (random.nextInt(3)) {
                case 0 -> context.put(key, List.of(pick(VALUES)));
                case 1 -> context.put(key, some(VALUES, 3));
                default -> {}
            }
        }
        return context;
    }

    static Context filled(Map<String, List<String>> values) {
        Context context = new Context();
        values.forEach(context::put);
        return context;
    }
}
