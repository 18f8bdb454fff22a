// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/// A client whose inputs and answers are JSON with the names of AWS's model.
final class JsonClient implements Client {
    private final Calls calls;

    /// Makes one call and tells its answer.
    interface Calls extends AutoCloseable {
        JsonNode call(String service, String operation, Map<String, ?> members);

        @Override
        void close();
    }

    JsonClient(Calls calls) {
        this.calls = calls;
    }

    @Override
    public Profile createProfile(String name) {
        return profile(iam("CreateInstanceProfile", Map.of("InstanceProfileName", name)));
    }

    @Override
    public Profile profile(String name) {
        return profile(iam("GetInstanceProfile", Map.of("InstanceProfileName", name)));
    }

    private static Profile profile(JsonNode answer) {
        JsonNode profile = Json.field(answer, "InstanceProfile");
        return new Profile(
                Json.string(profile, "InstanceProfileName"),
                Json.string(profile, "InstanceProfileId"),
                Json.string(profile, "Arn"),
                Json.string(profile, "Path"),
                names(profile, "Roles", "RoleName"));
    }

    @Override
    public List<String> profiles() {
        return names(iam("ListInstanceProfiles", Map.of()), "InstanceProfiles", "InstanceProfileName");
    }

    @Override
    public List<String> profilesForRole(String role) {
        JsonNode answer = iam("ListInstanceProfilesForRole", Map.of("RoleName", role));
        return names(answer, "InstanceProfiles", "InstanceProfileName");
    }

    @Override
    public void addRole(String profile, String role) {
        iam("AddRoleToInstanceProfile", Map.of("InstanceProfileName", profile, "RoleName", role));
    }

    @Override
    public void removeRole(String profile, String role) {
        iam("RemoveRoleFromInstanceProfile", Map.of("InstanceProfileName", profile, "RoleName", role));
    }

    @Override
    public void deleteProfile(String name) {
        iam("DeleteInstanceProfile", Map.of("InstanceProfileName", name));
    }

    @Override
    public String createRole(String name) {
        JsonNode answer = iam("CreateRole", Map.of("RoleName", name, "AssumeRolePolicyDocument", Trust.EC2));
        return Json.string(Json.field(answer, "Role"), "Arn");
    }

    @Override
    public void deleteRole(String name) {
        iam("DeleteRole", Map.of("RoleName", name));
    }

    @Override
    public String whoAmI() {
        return Json.string(calls.call("sts", "GetCallerIdentity", Map.of()), "Arn");
    }

    private JsonNode iam(String operation, Map<String, ?> members) {
        return calls.call("iam", operation, members);
    }

    private static List<String> names(JsonNode answer, String list, String name) {
        return Json.list(answer, list).stream()
                .map(item -> Json.string(item, name))
                .toList();
    }

    @Override
    public void close() {
        calls.close();
    }
}
