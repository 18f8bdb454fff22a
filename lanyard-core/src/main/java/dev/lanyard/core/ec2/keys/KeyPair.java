// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.keys;

import java.time.Instant;

/// The public half of a key pair; the private half is the caller's alone.
///
/// @param id `key-...`
/// @param kind `rsa` or `ed25519`
/// @param publicKey a line as in `authorized_keys`
public record KeyPair(String id, String name, String kind, String fingerprint, String publicKey, Instant created) {}
