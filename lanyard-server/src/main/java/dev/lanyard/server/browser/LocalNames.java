// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.browser;

import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// The hosts that are this server and that no stranger's page can be loaded from: a name that somebody else may point
/// to this machine is none of them.
public final class LocalNames {
    private static final String LOCALHOST = "localhost";

    private final Set<Host> own;
    private final boolean anyAddress;

    /// @param bound what the server listens on. The wildcard stands for all addresses of the machine, and no DNS
    ///     leads a browser from one address to another.
    /// @param further hosts that the user vouches for
    public LocalNames(InetAddress bound, Collection<Host> further) {
        this.own = new HashSet<>(further);
        own.add(new Host.Address(bound));
        this.anyAddress = bound.isAnyLocalAddress();
    }

    public boolean has(Host host) {
        boolean local = switch (host) {
            case Host.Name(String name) -> name.equals(LOCALHOST) || name.endsWith('.' + LOCALHOST);
            case Host.Address(InetAddress address) -> anyAddress || address.isLoopbackAddress();
        };
        return local || own.contains(host);
    }
}
