// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;

/// A stream of HTTP/2, which carries one request. What has arrived of it and is not read is bounded by its window.
record StreamInput(Channel stream) implements Input {
    @Override
    public int size() {
        return 0;
    }

    @Override
    public boolean isWaiting() {
        return false;
    }

    @Override
    public boolean hasBegun() {
        return true;
    }

    @Override
    public void next() {
        var _ = stream.close();
    }

    @Override
    public void drop() {}

    /// Tells a client that still sends to stop, and that its answer is whole (RFC 9113, 8.1).
    @Override
    public boolean end() {
        var _ = stream.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR));
        return false;
    }
}
