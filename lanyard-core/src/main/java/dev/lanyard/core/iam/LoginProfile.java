// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import java.time.Instant;

/// That a user has a password for the console. It opens nothing that Lanyard has; what is kept of it is in the
/// [PasswordHistory].
public record LoginProfile(Instant created, boolean resetRequired) {}
