// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.sts.StsClient;

/// The AWS SDK for Java v2.
final class SdkClient implements Client {
    private final IamClient iam;
    private final StsClient sts;

    SdkClient(URI endpoint) {
        this.iam = Sdk.connect(IamClient.builder(), endpoint);
        this.sts = Sdk.connect(StsClient.builder(), endpoint);
    }

    @Override
    public Profile createProfile(String name) {
        return told(() -> profile(
                iam.createInstanceProfile(in -> in.instanceProfileName(name)).instanceProfile()));
    }

    @Override
    public Profile profile(String name) {
        return told(() -> profile(
                iam.getInstanceProfile(in -> in.instanceProfileName(name)).instanceProfile()));
    }

    private static Profile profile(InstanceProfile profile) {
        return new Profile(
                profile.instanceProfileName(),
                profile.instanceProfileId(),
                profile.arn(),
                profile.path(),
                profile.roles().stream().map(Role::roleName).toList());
    }

    @Override
    public List<String> profiles() {
        return told(() -> names(iam.listInstanceProfiles().instanceProfiles()));
    }

    @Override
    public List<String> profilesForRole(String role) {
        return told(() ->
                names(iam.listInstanceProfilesForRole(in -> in.roleName(role)).instanceProfiles()));
    }

    private static List<String> names(List<InstanceProfile> profiles) {
        return profiles.stream().map(InstanceProfile::instanceProfileName).toList();
    }

    @Override
    public void addRole(String profile, String role) {
        told(() -> iam.addRoleToInstanceProfile(
                in -> in.instanceProfileName(profile).roleName(role)));
    }

    @Override
    public void removeRole(String profile, String role) {
        told(() -> iam.removeRoleFromInstanceProfile(
                in -> in.instanceProfileName(profile).roleName(role)));
    }

    @Override
    public void deleteProfile(String name) {
        told(() -> iam.deleteInstanceProfile(in -> in.instanceProfileName(name)));
    }

    @Override
    public String createRole(String name) {
        return told(() -> iam.createRole(in -> in.roleName(name).assumeRolePolicyDocument(Trust.EC2))
                .role()
                .arn());
    }

    @Override
    public void deleteRole(String name) {
        told(() -> iam.deleteRole(in -> in.roleName(name)));
    }

    @Override
    public String whoAmI() {
        return told(() -> sts.getCallerIdentity().arn());
    }

    private static <T> T told(Supplier<T> call) {
        try {
            return call.get();
        } catch (AwsServiceException e) {
            throw new Refusal(
                    e.awsErrorDetails().errorCode(), e.awsErrorDetails().errorMessage());
        }
    }

    @Override
    public void close() {
        iam.close();
        sts.close();
    }
}
