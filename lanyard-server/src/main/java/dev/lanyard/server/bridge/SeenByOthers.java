// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.bridge;

import dev.lanyard.core.iam.IamModule;
import dev.lanyard.core.iam.IamStores;
import dev.lanyard.core.op.Platform;
import dev.lanyard.core.propagation.Propagation;
import dev.lanyard.server.propagation.Contents;
import dev.lanyard.server.propagation.IamChanges;
import dev.lanyard.server.propagation.LaggingIam;
import dev.lanyard.server.propagation.LaggingProfiles;
import dev.lanyard.server.propagation.SeenIam;
import dev.lanyard.server.propagation.SeenProfiles;
import dev.lanyard.server.propagation.Touched;

/// IAM as other services see it, late where a propagation delay is set, and what has to watch IAM so that they can.
public record SeenByOthers(SeenIam iam, SeenProfiles profiles, IamChanges changes) {
    public static SeenByOthers of(IamStores stores, IamModule iam, Propagation propagation, Platform platform) {
        SeenIam current = new IamForSts(stores, iam.policies());
        SeenProfiles profiles = IamProfilesForEc2.current(stores.profiles());
        Contents contents = new Contents(stores.roles(), stores.users(), current, profiles);
        SeenIam seen = new LaggingIam(contents, propagation, platform.transactions(), platform.clock());
        return new SeenByOthers(
                seen,
                new LaggingProfiles(profiles, seen, propagation, platform.transactions()),
                new IamChanges(propagation, new Touched(stores.groups(), stores.policies()), contents));
    }
}
