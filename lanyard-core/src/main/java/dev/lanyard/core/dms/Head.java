// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.shared.Tag;
import java.time.Instant;
import java.util.List;

/// What every resource of DMS has.
///
/// @param id the last part of the ARN, which stays when the resource is renamed
/// @param name unique among the resources of this kind and place
public record Head(Kind kind, Place place, String id, String name, Instant created, List<Tag> tags) {
    public Arn arn() {
        return place.arn(kind, id);
    }

    Head named(String other) {
        return new Head(kind, place, id, other, created, tags);
    }

    Head tagged(List<Tag> others) {
        return new Head(kind, place, id, name, created, others);
    }
}
