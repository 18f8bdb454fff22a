// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.imds;

import dev.lanyard.core.imds.InstanceFacts.Association;
import dev.lanyard.core.imds.RoleSessions.Keys;
import java.time.Duration;
import java.time.Instant;

/// The credentials that an instance is being given, by way of delivery. They share one schedule and one role.
///
/// @param associationId the association that they were issued for
/// @param roleName the role that the profile held at that time
/// @param roleId its unique id, which a later role of the same name does not have
public record IssuedCredentials(
        InstanceKey instance,
        String associationId,
        String roleName,
        String roleId,
        Instant issued,
        Instant expires,
        Keys byV1,
        Keys byV2) {
    private static final Duration REFRESH = Duration.ofHours(1);

    Keys keys(Delivery delivery) {
        return delivery == Delivery.V1 ? byV1 : byV2;
    }

    /// From when on others are issued in their place.
    Instant refreshes() {
        return issued.plus(REFRESH);
    }

    /// Whether they were issued for this association since the instance was last started.
    boolean belongTo(Association association, Instant started) {
        return associationId.equals(association.id()) && !issued.isBefore(started);
    }
}
