// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import static dev.lanyard.core.sts.StsFault.INVALID_PARAMETER_VALUE;

import dev.lanyard.aws.text.Ascii;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.op.Session;
import dev.lanyard.core.shared.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The tags of a session about to begin: those that its caller asks for, and those that the caller's own session hands
/// on. Keys ignore case.
///
/// @param asked in the request
/// @param all what the session will have
/// @param transitive the keys that the session will hand on in its turn
record SessionTags(List<Tag> asked, List<Tag> all, List<String> transitive) {

    static SessionTags of(List<Tag> asked, List<String> transitiveKeys, Caller caller) {
        Set<String> keys = new TreeSet<>(Ascii.IGNORE_CASE);
        for (Tag tag : asked) {
            if (!keys.add(tag.key())) {
                throw INVALID_PARAMETER_VALUE.because(
                        "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
        }
        if (!keys.containsAll(transitiveKeys)) {
            throw INVALID_PARAMETER_VALUE.because(
                    "The specified transitive tag key must be included in the requested tags.");
        }
        List<Tag> inherited = inherited(caller);
        if (inherited.stream().anyMatch(tag -> keys.contains(tag.key()))) {
            throw INVALID_PARAMETER_VALUE.because(
                    "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag"
                            + " key from the calling session.");
        }
        List<Tag> all = new ArrayList<>(inherited);
        all.addAll(asked);
        List<String> transitive =
                new ArrayList<>(inherited.stream().map(Tag::key).toList());
        transitive.addAll(transitiveKeys);
        return new SessionTags(asked, List.copyOf(all), List.copyOf(transitive));
    }

    private static List<Tag> inherited(Caller caller) {
        if (caller.session().isEmpty()) {
            return List.of();
        }
        Session session = caller.session().get();
        Set<String> keys =
                session.transitiveKeys().stream().map(key -> Ascii.lower(key)).collect(Collectors.toUnmodifiableSet());
        return session.tags().stream()
                .filter(tag -> keys.contains(Ascii.lower(tag.key())))
                .toList();
    }
}
