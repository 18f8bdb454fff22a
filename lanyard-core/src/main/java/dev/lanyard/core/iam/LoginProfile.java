// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import java.time.Instant;

/// That a user has a password for the console. The password itself opens nothing that Lanyard has, so it is held to the
/// rules for passwords and then forgotten.
public record LoginProfile(Instant created, boolean resetRequired) {}
