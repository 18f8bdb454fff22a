// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import dev.lanyard.core.shared.Ids;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// What the modules of all services stand on.
///
/// @param changes tells when something was written
/// @param random the source of secrets, safe for use by many threads
public record Platform(
        Transactions transactions, Changes changes, InstantSource clock, Ids ids, RandomGenerator random) {}
