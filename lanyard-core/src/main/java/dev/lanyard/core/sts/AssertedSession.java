// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import static dev.lanyard.core.sts.StsFault.INVALID_IDENTITY_TOKEN;

import dev.lanyard.core.shared.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What an issuer says of the session that its token is for: tags, either in one claim or in a claim for each, and who
/// stands behind it.
record AssertedSession(List<Tag> tags, List<String> transitiveKeys, Optional<String> sourceIdentity) {
    private static final String TAGS = "https://aws.amazon.com/tags";
    private static final String PRINCIPAL_TAGS = "principal_tags";
    private static final String TRANSITIVE_KEYS = "transitive_tag_keys";
    private static final String SOURCE_IDENTITY = "https://aws.amazon.com/source_identity";

    private static final int MOST_TAGS = 50;
    private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,128}");
    private static final Pattern VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}");
    private static final Pattern IDENTITY = Pattern.compile("[\\w+=,.@-]{2,64}");

    static AssertedSession of(Map<String, Object> claims) {
        Map<String, Object> tags = new TreeMap<>();
        List<String> transitive = new ArrayList<>();
        if (claims.get(TAGS) instanceof Map<?, ?> nested) {
            if (nested.get(PRINCIPAL_TAGS) instanceof Map<?, ?> each) {
                each.forEach((key, value) -> tags.put((String) key, value));
            }
            transitive.addAll(texts(nested.get(TRANSITIVE_KEYS)));
        }
        String flat = TAGS + '/' + PRINCIPAL_TAGS + '/';
        claims.forEach((claim, value) -> {
            if (claim.startsWith(flat)) {
                tags.put(claim.substring(flat.length()), value);
            }
        });
        transitive.addAll(texts(claims.get(TAGS + '/' + TRANSITIVE_KEYS)));
        Optional<String> identity = Optional.ofNullable(claims.get(SOURCE_IDENTITY))
                .map(value -> checked(IDENTITY, value, SOURCE_IDENTITY));
        return new AssertedSession(tags(tags), List.copyOf(transitive), identity);
    }

    private static List<Tag> tags(Map<String, Object> claimed) {
        if (claimed.size() > MOST_TAGS) {
            throw invalid(TAGS);
        }
        List<Tag> tags = new ArrayList<>();
        claimed.forEach((key, value) -> {
            List<String> values = texts(value);
            if (values.size() != 1) {
                throw invalid(TAGS);
            }
            tags.add(new Tag(checked(KEY, key, TAGS), checked(VALUE, values.getFirst(), TAGS)));
        });
        return List.copyOf(tags);
    }

    /// The members of a list, or the one value that stands for a list; none of what is absent.
    private static List<String> texts(Object value) {
        List<?> all = value == null ? List.of() : value instanceof List<?> many ? many : List.of(value);
        if (!all.stream().allMatch(String.class::isInstance)) {
            throw invalid(TAGS);
        }
        return all.stream().map(String.class::cast).toList();
    }

    private static String checked(Pattern pattern, Object value, String claim) {
        if (value instanceof String text && pattern.matcher(text).matches()) {
            return text;
        }
        throw invalid(claim);
    }

    private static RuntimeException invalid(String claim) {
        return INVALID_IDENTITY_TOKEN.because("The claim " + claim + " is invalid.");
    }
}
