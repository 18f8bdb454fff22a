// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import static dev.lanyard.core.dms.DmsFault.INVALID_PARAMETER_VALUE;

import dev.lanyard.aws.fault.FaultCode;
import dev.lanyard.aws.text.Ascii;
import dev.lanyard.core.shared.Tag;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The tag rules of DMS. Tags are kept and shown in the order of their keys.
final class DmsTags {
    private static final int LONGEST_KEY = 128;
    private static final int LONGEST_VALUE = 256;
    private static final String SIGNS = "_.:/=+-";

    private DmsTags() {}

    /// A tag as a caller gives it.
    record Given(Optional<String> key, Optional<String> value) {}

    /// The tags of a resource to be made.
    static List<Tag> ofNew(List<Given> given, int quota) {
        return merge(List.of(), given, quota, DmsFault.RESOURCE_QUOTA_EXCEEDED);
    }

    /// The tags that a resource has once `given` is put over `existing`.
    ///
    /// @param full what to answer when they are more than the quota
    static List<Tag> merge(List<Tag> existing, List<Given> given, int quota, FaultCode full) {
        TreeMap<String, Tag> all = new TreeMap<>();
        for (Given each : given) {
            Tag tag = new Tag(each.key().orElse(""), each.value().orElse(""));
            requireGood(tag);
            if (all.put(tag.key(), tag) != null) {
                throw INVALID_PARAMETER_VALUE.because("The tag key " + tag.key() + " is given twice.");
            }
        }
        existing.forEach(tag -> all.putIfAbsent(tag.key(), tag));
        if (all.size() > quota) {
            throw full.because("A resource has at most " + quota + " tags.");
        }
        return List.copyOf(all.values());
    }

    static List<Tag> without(List<Tag> existing, List<String> keys) {
        return existing.stream().filter(tag -> !keys.contains(tag.key())).toList();
    }

    private static void requireGood(Tag tag) {
        String folded = Ascii.lower(tag.key());
        if (folded.startsWith("aws:") || folded.startsWith("dms:")) {
            throw INVALID_PARAMETER_VALUE.because(
                    "Tag keys cannot begin with aws: or dms:, as " + tag.key() + " does.");
        }
        boolean good = !tag.key().isEmpty()
                && tag.key().length() <= LONGEST_KEY
                && tag.value().length() <= LONGEST_VALUE
                && hasGoodCharacters(tag.key())
                && hasGoodCharacters(tag.value());
        if (!good) {
            throw INVALID_PARAMETER_VALUE.because("The tag " + tag.key() + " is invalid: keys have 1 to " + LONGEST_KEY
                    + " and values up to " + LONGEST_VALUE + " letters, digits, spaces or any of " + SIGNS);
        }
    }

    private static boolean hasGoodCharacters(String text) {
        return text.codePoints()
                .allMatch(c -> Character.isLetterOrDigit(c)
                        || Character.isSpaceChar(c)
                        || Character.getType(c) == Character.LETTER_NUMBER
                        || Character.getType(c) == Character.OTHER_NUMBER
                        || SIGNS.indexOf(c) >= 0);
    }
}
