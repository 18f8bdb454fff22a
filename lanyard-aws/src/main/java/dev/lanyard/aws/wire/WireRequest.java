// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

/// One HTTP request as it arrived, before anything is believed of it.
///
/// @param path the raw path, percent escapes untouched, without the query
/// @param query the raw query string without `?`; empty when there is none
/// @param body the whole body; never changed after construction
/// @param peer the address of the caller's socket, without port
/// @param secure whether the connection is TLS
public record WireRequest(
        String method, String path, String query, Headers headers, byte[] body, String peer, boolean secure) {}
