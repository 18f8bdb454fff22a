// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.imds;

import dev.lanyard.core.op.Changes;
import dev.lanyard.core.op.Platform;
import dev.lanyard.core.op.Transactions;

/// The instance metadata service, put together.
///
/// @param metadata what instances read
/// @param addresses where they read it
/// @param tokens that IMDSv2 asks for
/// @param identity with what their documents are signed
public record ImdsModule(Metadata metadata, MetadataAddresses addresses, MetadataTokens tokens, IdentityKeys identity) {
    /// Where the service keeps what it gives out.
    public record Stores(MetadataAddressStore addresses, IssuedCredentialsStore credentials) {}

    /// What is asked of others.
    ///
    /// @param instances EC2's
    /// @param sessions STS's, for the roles in IAM's profiles
    /// @param secrets shared by all nodes
    public record Neighbours(InstanceDirectory instances, RoleSessions sessions, SharedSecrets secrets) {}

    /// @param own tells of writes of this node, which it sees at once
    public static ImdsModule of(Stores stores, Neighbours neighbours, Changes own, Platform platform) {
        Transactions transactions = platform.transactions();
        IdentityKeys identity = new IdentityKeys(neighbours.secrets(), platform.clock());
        RoleCredentials credentials = new RoleCredentials(neighbours.sessions(), stores.credentials(), transactions);
        return new ImdsModule(
                new Metadata(neighbours.instances(), credentials, identity, transactions, own, platform.clock()),
                new MetadataAddresses(stores.addresses(), transactions, own, platform.clock()),
                new MetadataTokens(neighbours.secrets(), platform.random()),
                identity);
    }
}
