// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import dev.lanyard.server.propagation.Contents;
import dev.lanyard.server.propagation.IamChanges;
import dev.lanyard.server.propagation.LaggingIam;
import dev.lanyard.server.propagation.LaggingProfiles;
import dev.lanyard.server.propagation.SeenIam;
import dev.lanyard.server.propagation.SeenProfiles;
import dev.lanyard.server.propagation.Touched;

/// IAM as others see it, and what has to watch IAM so that they can.
record PropagationParts(SeenIam iam, SeenProfiles profiles, IamChanges changes) {
    static PropagationParts of(Ground ground, IamParts iam, IamDirectory current) {
        SeenProfiles profiles = IamProfileDirectory.current(iam.profiles());
        Contents contents = new Contents(iam.roles(), iam.users(), current, profiles);
        SeenIam seen = new LaggingIam(contents, ground.propagation(), ground.database(), ground.clock());
        return new PropagationParts(
                seen,
                new LaggingProfiles(profiles, seen, ground.propagation(), ground.database()),
                new IamChanges(ground.propagation(), new Touched(iam.groups(), iam.policyStore()), contents));
    }
}
