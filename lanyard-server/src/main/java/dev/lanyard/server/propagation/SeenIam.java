// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.propagation;

import dev.lanyard.core.authz.IdentityDirectory;
import dev.lanyard.core.sts.LongTermKeys;
import dev.lanyard.core.sts.ProviderDirectory;
import dev.lanyard.core.sts.RoleDirectory;

/// IAM as STS and the policy engine see it.
public interface SeenIam extends IdentityDirectory, RoleDirectory, ProviderDirectory, LongTermKeys {}
