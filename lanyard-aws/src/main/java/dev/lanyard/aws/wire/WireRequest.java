// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import java.net.InetAddress;

/// One HTTP request as it arrived, before anything is believed of it. Path, query and header values have one character
/// (ISO 8859-1) for each byte that was sent, because bytes are what is signed; whoever wants text decodes them.
///
/// @param path the raw path, percent escapes untouched, without the query
/// @param query the raw query string without `?`; empty when there is none
/// @param body the whole body; never changed after construction
/// @param peer the address of the client, without port: that of the socket, or what a trusted proxy says
/// @param secure whether the client came over TLS
/// @param local whether a program on this machine sends it for itself, and no proxy for somebody else
public record WireRequest(
        String method,
        String path,
        String query,
        Headers headers,
        byte[] body,
        String peer,
        boolean secure,
        boolean local) {

    /// A request straight from its peer.
    public WireRequest(
            String method, String path, String query, Headers headers, byte[] body, String peer, boolean secure) {
        this(
                method,
                path,
                query,
                headers,
                body,
                peer,
                secure,
                InetAddress.ofLiteral(peer).isLoopbackAddress() && !headers.tellOfProxies());
    }
}
