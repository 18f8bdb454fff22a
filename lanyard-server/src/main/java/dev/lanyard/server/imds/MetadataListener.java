// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.imds;

import dev.lanyard.server.http.HttpFront;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// How the metadata service is reached.
///
/// @param everyAddress whether each instance has an address of its own; not all systems give a machine the whole
///     loopback range
public record MetadataListener(int port, boolean everyAddress) {

    /// Opens the port. One socket on the wildcard address serves the addresses of all instances, those of instances to
    /// come and those that another node launches too; [ImdsEndpoint#admits] hangs up on callers from elsewhere.
    public static MetadataListener open(HttpFront front, int port, ImdsEndpoint endpoint) throws IOException {
        boolean everyAddress = hasWholeRange();
        byte[] address = {0, 0, 0, 0};
        InetAddress bound = everyAddress ? InetAddress.getByAddress(address) : InetAddress.getLoopbackAddress();
        return new MetadataListener(
                front.listen(new InetSocketAddress(bound, port), endpoint, endpoint)
                        .address()
                        .getPort(),
                everyAddress);
    }

    private static boolean hasWholeRange() throws IOException {
        byte[] address = {127, 64, 0, 1};
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(address), 0));
            return true;
        } catch (BindException _) {
            return false;
        }
    }

    /// The metadata URL of an instance that has this address.
    String url(int address) {
        return "http://" + (address >>> 24) + '.' + (address >>> 16 & 0xff) + '.' + (address >>> 8 & 0xff) + '.'
                + (address & 0xff) + ':' + port;
    }

    /// The metadata URL of an instance on the address that all share.
    String pathUrl(String instanceId) {
        return "http://127.0.0.1:" + port + "/instances/" + instanceId;
    }
}
