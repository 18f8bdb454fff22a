// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledHeapByteBuf;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;

/// Buffers in the heap, which bounds them and gives them back: no arenas at start, nothing outside.
final class HeapAllocator extends AbstractByteBufAllocator {
    static final HeapAllocator INSTANCE = new HeapAllocator();
    private static final int LARGEST_READ = 16 << 10;

    /// How much is read at a time.
    static RecvByteBufAllocator reads() {
        return new AdaptiveRecvByteBufAllocator(256, 2048, LARGEST_READ);
    }

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
        return new UnpooledHeapByteBuf(this, initialCapacity, maxCapacity);
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
        return newHeapBuffer(initialCapacity, maxCapacity);
    }

    @Override
    public boolean isDirectBufferPooled() {
        return false;
    }
}
