// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import java.net.InetAddress;

/// The other end of a connection.
///
/// @param called the address of this machine that it connected to
record Client(HttpFront.Listener listener, Peer peer, InetAddress called, InetAddress caller, boolean tls) {}
