// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.shared;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;

/// How a service cuts its lists into pages. The token of a page holds the position where the page ended and belongs to
/// one query only. It keeps honest clients from mixing tokens up; whoever wants to can make one that holds any text.
///
/// @param fewest the least page size
/// @param most the greatest
/// @param badSize what the service says of any other page size
/// @param badToken what the service says of a token that is none of the query's
public record Pager(
        int fewest, int most, IntFunction<RuntimeException> badSize, Function<String, RuntimeException> badToken) {
    private static final int SEAL_BYTES = 4;

    /// A list, as far as pages are concerned.
    @FunctionalInterface
    public interface Listing<T> {
        /// @param after the position of the last item before the page; empty for the start
        Page<T> page(Optional<String> after, int limit);
    }

    /// The page that a caller asks for, with a token in place of the position.
    ///
    /// @param query tells this query from others: whose it is, the operation and everything that selects its items
    public <T> Page<T> page(String query, int size, Optional<String> token, Listing<T> list) {
        if (size < fewest || size > most) {
            throw badSize.apply(size);
        }
        Optional<String> after = token.map(text -> open(query, text).orElseThrow(() -> badToken.apply(text)));
        Page<T> page = list.page(after, size);
        return new Page<>(page.items(), page.next().map(position -> close(query, position)));
    }

    private static String close(String query, String position) {
        byte[] text = position.getBytes(UTF_8);
        ByteBuffer all = ByteBuffer.allocate(SEAL_BYTES + text.length)
                .putInt(seal(query, position))
                .put(text);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all.array());
    }

    private static Optional<String> open(String query, String token) {
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (all.length < SEAL_BYTES) {
            return Optional.empty();
        }
        String position = new String(all, SEAL_BYTES, all.length - SEAL_BYTES, UTF_8);
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
