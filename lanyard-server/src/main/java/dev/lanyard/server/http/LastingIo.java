// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import dev.lanyard.server.observe.Traces;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoHandler;
import java.lang.System.Logger.Level;

/// Netty's event loop ends for good when an Error, such as a short want of memory, reaches it. This one goes on.
record LastingIo(IoHandler io) implements IoHandler {
    static IoHandlerFactory factory() {
        IoHandlerFactory netty = NioIoHandler.newFactory();
        return executor -> new LastingIo(netty.newHandler(executor));
    }

    @Override
    public int run(IoHandlerContext context) {
        try {
            return io.run(context);
        } catch (RuntimeException | Error failure) {
            HttpFront.log(Level.ERROR, "Reading and writing was interrupted: " + Traces.brief(failure));
            return 0;
        }
    }

    @Override
    public void initialize() {
        io.initialize();
    }

    @Override
    public void prepareToDestroy() {
        io.prepareToDestroy();
    }

    @Override
    public void destroy() {
        io.destroy();
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return io.register(handle);
    }

    @Override
    public void wakeup() {
        io.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return io.isCompatible(handleType);
    }
}
