// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import java.util.Optional;

/// Where a request came from, as far as policies may ask.
///
/// @param address the address of the caller's socket
/// @param secure whether it came over TLS
public record Origin(String address, boolean secure, Optional<String> userAgent, Optional<String> referer) {}
