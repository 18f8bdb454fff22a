// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.databasemigration.DatabaseMigrationClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfile;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileAssociation;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.sts.StsClient;

/// The AWS SDK for Java v2.
final class SdkClient implements Client {
    private final IamClient iam;
    private final StsClient sts;
    private final Ec2Client ec2;
    private final DatabaseMigrationClient dms;

    SdkClient(URI endpoint) {
        this.iam = Sdk.connect(IamClient.builder(), endpoint);
        this.sts = Sdk.connect(StsClient.builder(), endpoint);
        this.ec2 = Sdk.connect(Ec2Client.builder(), endpoint);
        this.dms = Sdk.connect(DatabaseMigrationClient.builder(), endpoint);
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

    @Override
    public String runInstance(Optional<String> profile) {
        return told(() -> ec2.runInstances(in -> {
                    in.imageId(IMAGE).minCount(1).maxCount(1);
                    profile.ifPresent(name -> in.iamInstanceProfile(it -> it.name(name)));
                })
                .instances()
                .getFirst()
                .instanceId());
    }

    @Override
    public Instance instance(String id) {
        return told(() -> {
            var instance = ec2.describeInstances(in -> in.instanceIds(id))
                    .reservations()
                    .getFirst()
                    .instances()
                    .getFirst();
            return new Instance(
                    instance.state().nameAsString(),
                    Optional.ofNullable(instance.iamInstanceProfile()).map(IamInstanceProfile::arn));
        });
    }

    @Override
    public void terminate(String instance) {
        told(() -> ec2.terminateInstances(in -> in.instanceIds(instance)));
    }

    @Override
    public Association associate(String instance, String profile) {
        return told(() -> association(ec2.associateIamInstanceProfile(
                        in -> in.instanceId(instance).iamInstanceProfile(it -> it.name(profile)))
                .iamInstanceProfileAssociation()));
    }

    @Override
    public List<Association> associations(String instance) {
        return told(() -> ec2
                .describeIamInstanceProfileAssociations(in -> in.filters(
                        Filter.builder().name("instance-id").values(instance).build()))
                .iamInstanceProfileAssociations()
                .stream()
                .map(SdkClient::association)
                .toList());
    }

    @Override
    public Association replace(String association, String profile) {
        return told(() -> association(ec2.replaceIamInstanceProfileAssociation(
                        in -> in.associationId(association).iamInstanceProfile(it -> it.name(profile)))
                .iamInstanceProfileAssociation()));
    }

    @Override
    public Association disassociate(String association) {
        return told(() -> association(ec2.disassociateIamInstanceProfile(in -> in.associationId(association))
                .iamInstanceProfileAssociation()));
    }

    private static Association association(IamInstanceProfileAssociation association) {
        return new Association(
                association.associationId(),
                association.instanceId(),
                association.iamInstanceProfile().arn(),
                association.iamInstanceProfile().id(),
                association.stateAsString());
    }

    @Override
    public MigrationProfile createMigrationProfile(String name, String description) {
        return told(() -> migrationProfile(
                dms.createInstanceProfile(in -> in.instanceProfileName(name).description(description))
                        .instanceProfile()));
    }

    @Override
    public List<MigrationProfile> migrationProfiles(String identifier) {
        return told(() -> dms
                .describeInstanceProfiles(in ->
                        in.filters(List.of(software.amazon.awssdk.services.databasemigration.model.Filter.builder()
                                .name("instance-profile-identifier")
                                .values(identifier)
                                .build())))
                .instanceProfiles()
                .stream()
                .map(SdkClient::migrationProfile)
                .toList());
    }

    @Override
    public MigrationProfile modifyMigrationProfile(String identifier, String description) {
        return told(() -> migrationProfile(dms.modifyInstanceProfile(
                        in -> in.instanceProfileIdentifier(identifier).description(description))
                .instanceProfile()));
    }

    @Override
    public MigrationProfile deleteMigrationProfile(String identifier) {
        return told(() -> migrationProfile(dms.deleteInstanceProfile(in -> in.instanceProfileIdentifier(identifier))
                .instanceProfile()));
    }

    private static MigrationProfile migrationProfile(
            software.amazon.awssdk.services.databasemigration.model.InstanceProfile profile) {
        return new MigrationProfile(
                profile.instanceProfileName(),
                profile.instanceProfileArn(),
                profile.description(),
                profile.networkType(),
                profile.publiclyAccessible());
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
        ec2.close();
        dms.close();
    }
}
