// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.imds;

import java.time.Instant;

/// What a path of the metadata tree holds.
///
/// @param bytes never changed
/// @param raw whether the bytes are the user's own and not text
/// @param modified since when it is as it is
public record Item(byte[] bytes, boolean raw, Instant modified) {}
