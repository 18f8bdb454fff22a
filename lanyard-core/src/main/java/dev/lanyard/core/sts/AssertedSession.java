// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import static dev.lanyard.core.sts.StsFault.INVALID_IDENTITY_TOKEN;

import dev.lanyard.aws.json.Json;
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

    static AssertedSession of(Json.Obj claims) {
        Map<String, Json> tags = new TreeMap<>();
        List<String> transitive = new ArrayList<>();
        claims.object(TAGS).ifPresent(nested -> {
            nested.object(PRINCIPAL_TAGS).ifPresent(each -> tags.putAll(each.members()));
            transitive.addAll(texts(nested.get(TRANSITIVE_KEYS)));
        });
        String flat = TAGS + '/' + PRINCIPAL_TAGS + '/';
        claims.members().forEach((claim, value) -> {
            if (claim.startsWith(flat)) {
                tags.put(claim.substring(flat.length()), value);
            }
        });
        transitive.addAll(texts(claims.get(TAGS + '/' + TRANSITIVE_KEYS)));
        Optional<String> identity = Optional.ofNullable(claims.get(SOURCE_IDENTITY))
                .map(value -> value instanceof Json.Text text ? text.value() : "")
                .map(text -> checked(IDENTITY, text, SOURCE_IDENTITY));
        return new AssertedSession(tags(tags), List.copyOf(transitive), identity);
    }

    private static List<Tag> tags(Map<String, Json> claimed) {
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
    private static List<String> texts(Json value) {
        return value == null ? List.of() : Json.strings(value).orElseThrow(() -> invalid(TAGS));
    }

    private static String checked(Pattern pattern, String text, String claim) {
        if (!pattern.matcher(text).matches()) {
            throw invalid(claim);
        }
        return text;
    }

    private static RuntimeException invalid(String claim) {
        return INVALID_IDENTITY_TOKEN.because("The claim " + claim + " is invalid.");
    }
}
