// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.imds;

import java.util.Optional;

/// Where the credentials are kept that instances are being given, so that all nodes give the same.
public interface IssuedCredentialsStore {
    Optional<IssuedCredentials> find(InstanceKey instance);

    /// Replaces those that the instance had, and drops all that had expired when these were issued.
    void save(IssuedCredentials credentials);

    /// Forgets those that the instance had.
    void drop(InstanceKey instance);
}
