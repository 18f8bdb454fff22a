// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import dev.lanyard.aws.policy.Explanation.MatchedStatement;
import dev.lanyard.aws.policy.PolicyDocument.Statement;
import dev.lanyard.aws.text.Ascii;
import dev.lanyard.aws.text.Work;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// One request on its way through the statements, with notes of what they did when somebody asked for an explanation.
final class Evaluation {
    private static final byte[] NO_ADDRESS = {};

    final Principal principal;
    /// In lower case, like the patterns it is held against.
    final String action;

    final String service;
    final String resource;
    final String owner;
    final Work work;
    private final Context context;
    private final boolean explained;
    private final List<MatchedStatement> matched;
    private final SortedSet<String> missing;
    private boolean unresolved;
    private boolean doubtful;
    private String addressText;
    private byte[] address;

    Evaluation(Request request, boolean explained, Work work) {
        this.work = work;
        principal = request.principal();
        action = Ascii.lower(request.action());
        service = action.substring(0, Math.max(0, action.indexOf(':')));
        resource = request.resource();
        owner = request.owner();
        context = request.context();
        this.explained = explained;
        matched = explained ? new ArrayList<>() : null;
        missing = explained ? new TreeSet<>(Ascii.IGNORE_CASE) : null;
    }

    /// Whether every statement must be looked at, even when the decision is clear.
    boolean isExplained() {
        return explained;
    }

    /// Every list of values that a key may stand for; never none.
    List<List<String>> readings(String key) {
        work.spend(1L + context.size());
        List<List<String>> readings = context.readings(key);
        if (explained && readings.getFirst().isEmpty()) {
            missing.add(key);
        }
        return readings;
    }

    /// The value of a policy variable; null when the key is absent or has many values.
    private String variable(String key) {
        List<List<String>> readings = readings(key);
        doubtful |= readings.size() > 1;
        List<String> values = readings.getFirst();
        return values.size() == 1 ? values.getFirst() : null;
    }

    /// The bytes of a literal address, none if it is not one. Many blocks are held against the same address.
    byte[] address(String text) {
        if (!text.equals(addressText)) {
            addressText = text;
            address = AddressBlock.address(text).orElse(NO_ADDRESS);
        }
        return address;
    }

    /// Fills in a template's variables; null when one of them has no value, or nobody knows which.
    int[] resolve(Template template) {
        boolean doubtfulBefore = doubtful;
        doubtful = false;
        int[] tokens = template.resolve(this::variable, work);
        if (doubtful) {
            return null;
        }
        doubtful = doubtfulBefore;
        unresolved |= tokens == null;
        return tokens;
    }

    void clearUnresolved() {
        unresolved = false;
        doubtful = false;
    }

    /// Whether a variable had no value since the last clearing. What a `Not...` element says is unknown then.
    boolean isUnresolved() {
        return unresolved;
    }

    /// Whether a variable could be read in several ways since the last clearing.
    boolean isDoubtful() {
        return doubtful;
    }

    void matched(PolicyType type, String policy, Statement statement) {
        if (explained) {
            matched.add(new MatchedStatement(type, policy, statement));
        }
    }

    List<MatchedStatement> matched() {
        return List.copyOf(matched);
    }

    SortedSet<String> missing() {
        return Collections.unmodifiableSortedSet(missing);
    }
}
