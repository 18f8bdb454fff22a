// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.shared;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Opaque page markers. A marker holds the position where its page ended and belongs to one query only. It keeps honest
/// clients from mixing markers up; whoever wants to can make one that holds any text.
public final class Markers {
    private Markers() {}

    /// @param query what the marker belongs to: the operation and everything that selects its items
    public static String encode(String query, String position) {
        byte[] text = position.getBytes(StandardCharsets.UTF_8);
        ByteBuffer all = ByteBuffer.allocate(4 + text.length)
                .putInt(seal(query, position))
                .put(text);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all.array());
    }

    /// The position, or nothing when the marker was not made for this query.
    public static Optional<String> decode(String query, String marker) {
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(marker);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (all.length < 4) {
            return Optional.empty();
        }
        String position = new String(all, 4, all.length - 4, StandardCharsets.UTF_8);
        // No database holds this character, and PostgreSQL takes it in no text.
        boolean sane = position.indexOf('\0') < 0;
        return sane && ByteBuffer.wrap(all).getInt() == seal(query, position)
                ? Optional.of(position)
                : Optional.empty();
    }

    private static int seal(String query, String position) {
        return 31 * query.hashCode() + position.hashCode();
    }
}
