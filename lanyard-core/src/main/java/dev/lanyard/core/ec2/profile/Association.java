// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.profile;

import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.profile.ProfileDirectory.Profile;
import java.time.Duration;
import java.time.Instant;

/// An instance wearing a profile. The profile is kept as it was when it was associated: EC2 does not follow what IAM
/// does with it afterwards.
///
/// @param id `iip-assoc-...`
/// @param active whether the instance wears it; an instance has at most one active association
/// @param since when it was associated
/// @param settles when the last change is through
public record Association(
        Scope scope,
        String id,
        InstanceId instance,
        String profileArn,
        String profileId,
        boolean active,
        Instant since,
        Instant settles) {

    /// An association that an instance enters into now.
    public static Association begun(
            Scope scope, String id, InstanceId instance, Profile profile, Instant now, Duration settling) {
        return new Association(
                scope, id, instance, profile.arn().toString(), profile.id(), true, now, now.plus(settling));
    }

    /// The place in lists: active ones first, the newest first. Clients take the first of an instance for its current
    /// one.
    public String position() {
        return (active ? "0/" : "1/") + (Long.MAX_VALUE - since.toEpochMilli()) + '/' + id;
    }

    /// The same when it has come to its end.
    public Association ended(Instant through) {
        return new Association(scope, id, instance, profileArn, profileId, false, since, through);
    }

    public State state(Instant now) {
        if (active) {
            return now.isBefore(settles) ? State.ASSOCIATING : State.ASSOCIATED;
        }
        return now.isBefore(settles) ? State.DISASSOCIATING : State.DISASSOCIATED;
    }

    public enum State {
        ASSOCIATING("associating"),
        ASSOCIATED("associated"),
        DISASSOCIATING("disassociating"),
        DISASSOCIATED("disassociated");

        private final String text;

        State(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
