// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where instances are kept, until a day after their termination, so that a repeated launch request finds them.
public interface InstanceStore {
    /// Also those whose termination is too long ago for customers to see them.
    Optional<Instance> find(Scope scope, InstanceId id);

    /// @param userData as sent, in base64
    void insert(Instance instance, Optional<String> userData);

    /// Replaces lifecycle, settings, monitoring and metadata options.
    void update(Instance instance);

    Optional<String> userData(Scope scope, InstanceId id);

    void setUserData(Scope scope, InstanceId id, Optional<String> userData);

    /// Instances in the order of [Instance#position], after a position (exclusive; empty for the start).
    List<Instance> list(Scope scope, Selection selection, String after, int limit);

    /// The instances of one launch, in order.
    List<Instance> ofReservation(Scope scope, String reservation);

    /// All that have not ended, of all accounts and regions.
    List<Instance> alive();

    /// The one with this id, whosesoever it is, unless it ended.
    Optional<Instance> aliveWith(InstanceId id);

    /// How many have not ended.
    int count(Scope scope);

    /// Which instances' termination was over before this.
    List<InstanceId> ended(Scope scope, Instant before);

    void delete(Scope scope, InstanceId id);

    /// Forgets the launch tokens that were used before this.
    void dropTokens(Scope scope, Instant before);

    /// Must answer `false` and change nothing when the token is taken.
    boolean claim(Scope scope, LaunchToken token);

    Optional<LaunchToken> token(Scope scope, String token);

    Optional<MetadataDefaults> metadataDefaults(Scope scope);

    void setMetadataDefaults(Scope scope, MetadataDefaults defaults);

    /// Which instances a list holds. An empty text selects every value.
    ///
    /// @param goal what their lifecycle aims at
    /// @param endedAfter those that ended earlier are left out
    record Selection(String vpcId, String subnetId, String goal, Instant endedAfter) {}

    /// A launch that must not happen twice.
    ///
    /// @param fingerprint of everything the request asked for
    record LaunchToken(String token, String fingerprint, String reservation, Instant used) {}
}
