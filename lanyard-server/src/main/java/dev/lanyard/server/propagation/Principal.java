// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.propagation;

import dev.lanyard.core.authz.IdentityDirectory.Described;
import dev.lanyard.core.sts.RoleDirectory.AssumableRole;
import java.util.Optional;

/// All that others know of a role or user.
///
/// @param role empty for a user
record Principal(Described described, Optional<AssumableRole> role) {
    String id() {
        return described.id();
    }
}
