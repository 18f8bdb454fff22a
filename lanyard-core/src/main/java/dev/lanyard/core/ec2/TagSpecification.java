// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2;

import java.util.List;
import java.util.Optional;

/// The tags that a create request gives to the resources of one type.
public record TagSpecification(Optional<String> resourceType, List<TagText> tags) {

    /// A tag as a request states it.
    public record TagText(Optional<String> key, Optional<String> value) {}
}
