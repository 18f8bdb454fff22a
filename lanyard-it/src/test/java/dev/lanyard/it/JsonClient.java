// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    @Override
    public String runInstance(Optional<String> profile) {
        Map<String, Object> members = new LinkedHashMap<>(Map.of("ImageId", IMAGE, "MinCount", 1, "MaxCount", 1));
        profile.ifPresent(name -> members.put("IamInstanceProfile", Map.of("Name", name)));
        return Json.string(Json.list(ec2("RunInstances", members), "Instances").getFirst(), "InstanceId");
    }

    @Override
    public Instance instance(String id) {
        JsonNode answer = ec2("DescribeInstances", Map.of("InstanceIds", List.of(id)));
        JsonNode instance = Json.list(Json.list(answer, "Reservations").getFirst(), "Instances")
                .getFirst();
        return new Instance(
                Json.string(Json.field(instance, "State"), "Name"),
                instance.field("IamInstanceProfile").map(profile -> Json.string(profile, "Arn")));
    }

    @Override
    public void terminate(String instance) {
        ec2("TerminateInstances", Map.of("InstanceIds", List.of(instance)));
    }

    @Override
    public Association associate(String instance, String profile) {
        return changed(ec2(
                "AssociateIamInstanceProfile",
                Map.of("InstanceId", instance, "IamInstanceProfile", Map.of("Name", profile))));
    }

    @Override
    public List<Association> associations(String instance) {
        Map<String, ?> filter = Map.of("Name", "instance-id", "Values", List.of(instance));
        JsonNode answer = ec2("DescribeIamInstanceProfileAssociations", Map.of("Filters", List.of(filter)));
        return Json.list(answer, "IamInstanceProfileAssociations").stream()
                .map(JsonClient::association)
                .toList();
    }

    @Override
    public Association replace(String association, String profile) {
        return changed(ec2(
                "ReplaceIamInstanceProfileAssociation",
                Map.of("AssociationId", association, "IamInstanceProfile", Map.of("Name", profile))));
    }

    @Override
    public Association disassociate(String association) {
        return changed(ec2("DisassociateIamInstanceProfile", Map.of("AssociationId", association)));
    }

    private static Association changed(JsonNode answer) {
        return association(Json.field(answer, "IamInstanceProfileAssociation"));
    }

    private static Association association(JsonNode association) {
        JsonNode profile = Json.field(association, "IamInstanceProfile");
        return new Association(
                Json.string(association, "AssociationId"),
                Json.string(association, "InstanceId"),
                Json.string(profile, "Arn"),
                Json.string(profile, "Id"),
                Json.string(association, "State"));
    }

    @Override
    public MigrationProfile createMigrationProfile(String name, String description) {
        return dms("CreateInstanceProfile", Map.of("InstanceProfileName", name, "Description", description));
    }

    @Override
    public List<MigrationProfile> migrationProfiles(String identifier) {
        Map<String, ?> filter = Map.of("Name", "instance-profile-identifier", "Values", List.of(identifier));
        JsonNode answer = calls.call("dms", "DescribeInstanceProfiles", Map.of("Filters", List.of(filter)));
        return Json.list(answer, "InstanceProfiles").stream()
                .map(JsonClient::migrationProfile)
                .toList();
    }

    @Override
    public MigrationProfile modifyMigrationProfile(String identifier, String description) {
        return dms(
                "ModifyInstanceProfile", Map.of("InstanceProfileIdentifier", identifier, "Description", description));
    }

    @Override
    public MigrationProfile deleteMigrationProfile(String identifier) {
        return dms("DeleteInstanceProfile", Map.of("InstanceProfileIdentifier", identifier));
    }

    private MigrationProfile dms(String operation, Map<String, ?> members) {
        return migrationProfile(Json.field(calls.call("dms", operation, members), "InstanceProfile"));
    }

    private static MigrationProfile migrationProfile(JsonNode profile) {
        return new MigrationProfile(
                Json.string(profile, "InstanceProfileName"),
                Json.string(profile, "InstanceProfileArn"),
                Json.string(profile, "Description"),
                Json.string(profile, "NetworkType"),
                Json.field(profile, "PubliclyAccessible").asBoolean());
    }

    private JsonNode ec2(String operation, Map<String, ?> members) {
        return calls.call("ec2", operation, members);
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
