// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.io.Serial;

/// A request that never becomes one: it is answered with a status and one sentence, and its connection is closed.
final class Refusal extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    /// What a decoder found, in the words of a refusal.
    static Refusal of(Throwable cause) {
        return switch (cause) {
            case Refusal refusal -> refusal;
            case TooLongHttpLineException _ -> new Refusal(414, "The request line is too long.");
            case TooLongHttpHeaderException _ -> new Refusal(431, "The headers are too long.");
            case DecoderException wrapper when wrapper.getCause() != null -> of(wrapper.getCause());
            default -> new Refusal(400, "The request is not well-formed HTTP.");
        };
    }

    int status() {
        return status;
    }
}
