// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.admin;

import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;
import java.util.Optional;

/// Some of the admin paths.
@FunctionalInterface
public interface AdminPaths {
    /// @param path what follows `/_lanyard/`
    /// @return empty for a path that is none of these
    Optional<WireResponse> handle(WireRequest request, String path);
}
