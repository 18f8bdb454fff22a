// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import java.util.List;
import java.util.Optional;

/// What every kind of client is asked to do. A fault of the service comes as a [Refusal].
interface Client extends AutoCloseable {
    /// Every well-formed image id exists.
    String IMAGE = "ami-0abcdef1234567890";

    record Profile(String name, String id, String arn, String path, List<String> roles) {}

    Profile createProfile(String name);

    Profile profile(String name);

    /// @return the names of all profiles
    List<String> profiles();

    List<String> profilesForRole(String role);

    void addRole(String profile, String role);

    void removeRole(String profile, String role);

    void deleteProfile(String name);

    /// @return the ARN of a new role that EC2 may assume
    String createRole(String name);

    void deleteRole(String name);

    /// @return the ARN of the caller
    String whoAmI();

    record Association(String id, String instance, String profileArn, String profileId, String state) {}

    /// @param profile the name of the instance profile that the instance wears
    /// @return the id of the new instance
    String runInstance(Optional<String> profile);

    record Instance(String state, Optional<String> profileArn) {}

    Instance instance(String id);

    void terminate(String instance);

    Association associate(String instance, String profile);

    List<Association> associations(String instance);

    Association replace(String association, String profile);

    Association disassociate(String association);

    /// An instance profile of the Database Migration Service.
    record MigrationProfile(
            String name, String arn, String description, String networkType, boolean publiclyAccessible) {}

    MigrationProfile createMigrationProfile(String name, String description);

    /// @param identifier the name or the ARN
    List<MigrationProfile> migrationProfiles(String identifier);

    /// @param identifier the name or the ARN
    MigrationProfile modifyMigrationProfile(String identifier, String description);

    /// @param identifier the name or the ARN
    MigrationProfile deleteMigrationProfile(String identifier);

    @Override
    void close();
}
