// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import dev.lanyard.core.imds.IdentityKeys;
import dev.lanyard.core.imds.InstanceDirectory;
import dev.lanyard.core.imds.Metadata;
import dev.lanyard.core.imds.MetadataAddresses;
import dev.lanyard.core.imds.MetadataTokens;
import dev.lanyard.core.imds.RoleCredentials;
import dev.lanyard.core.imds.RoleSessions;
import dev.lanyard.core.imds.SharedSecrets;
import dev.lanyard.server.browser.BrowserGuard;
import dev.lanyard.server.imds.ImdsEndpoint;
import dev.lanyard.server.imds.InstanceList;
import dev.lanyard.store.imds.SqlIssuedCredentials;
import dev.lanyard.store.imds.SqlMetadataAddresses;
import dev.lanyard.store.sql.Database;
import java.time.InstantSource;

/// The parts of the instance metadata service.
///
/// @param endpoint what instances call
/// @param list where they are
/// @param identity with what their documents are signed
record ImdsParts(ImdsEndpoint endpoint, InstanceList list, IdentityKeys identity) {
    static ImdsParts of(
            Ground ground,
            BrowserGuard guard,
            SharedSecrets secrets,
            InstanceDirectory directory,
            RoleSessions sessions) {
        Database database = ground.database();
        InstantSource clock = ground.clock();
        IdentityKeys identity = new IdentityKeys(secrets, clock);
        MetadataAddresses addresses =
                new MetadataAddresses(new SqlMetadataAddresses(database), database, database.ownChanges(), clock);
        RoleCredentials credentials = new RoleCredentials(sessions, new SqlIssuedCredentials(database), database);
        Metadata metadata = new Metadata(directory, credentials, identity, database, database.ownChanges(), clock);
        return new ImdsParts(
                new ImdsEndpoint(guard, metadata, addresses, new MetadataTokens(secrets, ground.random()), clock),
                new InstanceList(directory, addresses, clock),
                identity);
    }
}
