// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.profile;

import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where associations are kept, active and recently ended ones.
public interface AssociationStore {
    Optional<Association> find(Scope scope, String id);

    Optional<Association> active(Scope scope, InstanceId instance);

    List<Association> of(Scope scope, InstanceId instance);

    /// Those that are not disassociated by now, in the order of [Association#position], after a position (exclusive;
    /// empty for the start).
    List<Association> list(Scope scope, Instant now, String after, int limit);

    /// The instances that wear a profile with this ARN.
    List<InstanceId> wearing(Scope scope, String profileArn);

    /// Must answer `false` and change nothing when the instance has an active association.
    boolean insert(Association association);

    /// Ends an active association. Must answer `false` when it is not active.
    boolean end(Association association, Instant settles);

    /// Forgets every association of an instance that goes away.
    void forget(Scope scope, InstanceId instance);

    /// Drops associations of the instance that ended before this.
    void purge(Scope scope, InstanceId instance, Instant before);
}
