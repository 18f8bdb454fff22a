// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.text.Ascii;
import dev.lanyard.core.shared.Page;
import dev.lanyard.core.shared.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The tag rules of IAM. Tags are kept and shown in the order of their keys, since AWS promises none.
enum IamTags {
    /// Roles and users: keys that differ only in case are the same key.
    OF_PRINCIPALS("Duplicate tag keys found. Please note that Tag keys are case insensitive.") {
        @Override
        String fold(String key) {
            return Ascii.lower(key);
        }
    },
    /// Instance profiles, policies, providers: case makes a difference.
    OF_RESOURCES("Duplicate tag keys found.") {
        @Override
        String fold(String key) {
            return key;
        }
    };

    private static final Comparator<Tag> BY_KEY = Comparator.comparing(Tag::key);

    private final String duplicates;

    IamTags(String duplicates) {
        this.duplicates = duplicates;
    }

    abstract String fold(String key);

    /// The tags that a resource has once `added` is put over `existing`.
    List<Tag> merge(List<Tag> existing, List<Tag> added, IamQuotas quotas) {
        TreeMap<String, Tag> all = new TreeMap<>();
        for (Tag tag : added) {
            if (Ascii.startsWithIgnoreCase(tag.key(), "aws:")) {
                throw IamFault.INVALID_INPUT.because(
                        "Tag keys that start with 'aws:' are reserved for AWS and cannot be set: " + tag.key());
            }
            if (all.put(fold(tag.key()), tag) != null) {
                throw IamFault.INVALID_INPUT.because(duplicates);
            }
        }
        existing.forEach(tag -> all.putIfAbsent(fold(tag.key()), tag));
        if (all.size() > quotas.tags()) {
            throw IamFault.LIMIT_EXCEEDED.because("The number of tags has reached the maximum limit.");
        }
        return all.values().stream().sorted(BY_KEY).toList();
    }

    /// One page of the tags, which are in the order of their keys.
    static Page<Tag> page(List<Tag> tags, Optional<String> after, int limit) {
        return Page.of(tags.stream(), after, limit, Tag::key);
    }

    /// The tags that remain when the keys are taken away. Keys that are not there do not matter.
    List<Tag> without(List<Tag> existing, List<String> keys) {
        List<String> folded = keys.stream().map(this::fold).toList();
        return existing.stream()
                .filter(tag -> !folded.contains(fold(tag.key())))
                .toList();
    }
}
