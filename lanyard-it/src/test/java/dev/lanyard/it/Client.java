// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import java.util.List;

/// What every kind of client is asked to do. A fault of the service comes as a [Refusal].
interface Client extends AutoCloseable {

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

    @Override
    void close();
}
