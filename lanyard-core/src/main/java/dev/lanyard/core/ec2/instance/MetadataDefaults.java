// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import java.util.Optional;

/// What an account prefers for the metadata options of new instances in one region. Nothing is no preference.
///
/// @param tokensEnforced refuses launches that do not require tokens
public record MetadataDefaults(
        Optional<Boolean> tokensRequired,
        Optional<Integer> hopLimit,
        Optional<Boolean> endpoint,
        Optional<Boolean> tags,
        Optional<Boolean> tokensEnforced) {
    public static final MetadataDefaults NONE = new MetadataDefaults(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
