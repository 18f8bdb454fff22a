// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import dev.lanyard.aws.text.Work;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Short ways to write policies and callers in tests. In documents `'` stands for `"`.
final class Policies {
    static final String ACCOUNT = "111122223333";
    static final String ROLE = "arn:aws:iam::111122223333:role/app";
    static final String SESSION = "arn:aws:sts::111122223333:assumed-role/app/i-1";
    static final String USER = "arn:aws:iam::111122223333:user/bob";

    static final Principal BOB = Principal.user(ACCOUNT, USER, "AIDABOB");
    static final Principal APP = Principal.roleSession(ACCOUNT, ROLE, SESSION, "AROAAPP");

    private Policies() {}

    static CompiledPolicy policy(String... statements) {
        return CompiledPolicy.of(document("2012-10-17", statements));
    }

    static PolicyDocument document(String version, String... statements) {
        return PolicyDocument.parse("{'Version':'%s','Statement':[%s]}"
                .formatted(version, String.join(",", statements))
                .replace('\'', '"'));
    }

    static NamedPolicy named(String name, String... statements) {
        return new NamedPolicy(name, policy(statements));
    }

    static String allow(String action) {
        return allow(action, "*");
    }

    static String allow(String action, String resource) {
        return "{'Effect':'Allow','Action':'%s','Resource':'%s'}".formatted(action, resource);
    }

    static String deny(String action) {
        return "{'Effect':'Deny','Action':'%s','Resource':'*'}".formatted(action);
    }

    static Request request(String action) {
        return new Request(BOB, action, "*", new Context());
    }

    static boolean allows(CompiledPolicy policy, String action, String resource, Context context) {
        Request request = new Request(BOB, action, resource, context);
        PolicySets sets = PolicySets.identity(List.of(new NamedPolicy("p", policy)));
        Decision decision = PolicyEngine.evaluate(request, sets);
        if (!decision.equals(
                PolicyEngine.explain(request, sets, new Work(1_000_000)).decision())) {
            throw new AssertionError("The explanation disagrees with the decision on " + action + ' ' + resource);
        }
        return decision.isAllowed();
    }

    /// A list as a table cell writes it: `a b`; `[]` is empty and `-` the empty text.
    static List<String> list(String cell) {
        return cell.equals("[]")
                ? List.of()
                : Arrays.stream(cell.split(" "))
                        .map(v -> v.equals("-") ? "" : v)
                        .toList();
    }

    static String json(List<String> values) {
        return Stream.of(values.toArray(String[]::new))
                .map(v -> "'" + v + "'")
                .toList()
                .toString();
    }
}
