// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import static dev.lanyard.core.dms.DmsFault.ACCESS_DENIED;
import static dev.lanyard.core.dms.DmsFault.INVALID_PARAMETER_COMBINATION;
import static dev.lanyard.core.dms.DmsFault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.dms.DmsFault.S3_ACCESS_DENIED;
import static dev.lanyard.core.dms.DmsFault.S3_RESOURCE_NOT_FOUND;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.dms.MigrationProject.Bucket;
import dev.lanyard.core.dms.MigrationProject.Descriptor;
import dev.lanyard.core.dms.MigrationProject.Secret;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a migration project is put together from, and the checks of it.
///
/// @param profiles the instance profiles that projects stand on
/// @param providers the databases that they move between
record ProjectParts(Resources<InstanceProfile> profiles, Resources<DataProvider> providers, DmsRoles roles) {

    /// A data provider as a caller names it.
    record GivenDescriptor(
            String dataProviderIdentifier,
            Optional<String> secretsManagerSecretId,
            Optional<String> secretsManagerAccessRoleArn) {}

    /// Where schema conversion keeps its files.
    record BucketSettings(Optional<String> s3BucketPath, Optional<String> s3BucketRoleArn) {}

    /// What it takes to use the parts that a request names.
    List<Permission> permissions(
            String action,
            Optional<String> profile,
            List<GivenDescriptor> sources,
            List<GivenDescriptor> targets,
            Optional<BucketSettings> bucket,
            Call call) {
        List<Permission> needed = new ArrayList<>();
        profile.ifPresent(it -> needed.add(DmsPermissions.on(action, profiles, it, call)));
        List<GivenDescriptor> descriptors = new ArrayList<>(sources);
        descriptors.addAll(targets);
        descriptors.forEach(it -> needed.add(DmsPermissions.on(action, providers, it.dataProviderIdentifier(), call)));
        bucket.flatMap(BucketSettings::s3BucketRoleArn).ifPresent(role -> needed.add(DmsPermissions.passRole(role)));
        descriptors.stream()
                .flatMap(it -> it.secretsManagerAccessRoleArn().stream())
                .distinct()
                .forEach(role -> needed.add(DmsPermissions.passRole(role)));
        return needed;
    }

    /// @param side `Source` or `Target`
    /// @param old what the project has: a provider given without a secret keeps the one that it had
    List<Descriptor> descriptors(String side, List<GivenDescriptor> given, List<Descriptor> old, Place place) {
        if (given.isEmpty()) {
            throw INVALID_PARAMETER_VALUE.because(
                    "The parameter " + side + "DataProviderDescriptors must name a data provider.");
        }
        List<Descriptor> descriptors = new ArrayList<>();
        for (GivenDescriptor each : given) {
            String id =
                    providers.find(place, each.dataProviderIdentifier()).head().id();
            descriptors.add(new Descriptor(id, secret(each, place).or(() -> kept(id, old))));
        }
        return List.copyOf(descriptors);
    }

    private static Optional<Secret> kept(String provider, List<Descriptor> old) {
        return old.stream()
                .filter(it -> it.provider().equals(provider))
                .findFirst()
                .flatMap(Descriptor::secret);
    }

    private Optional<Secret> secret(GivenDescriptor given, Place place) {
        Optional<String> id = given.secretsManagerSecretId().filter(it -> !it.isEmpty());
        Optional<String> role = given.secretsManagerAccessRoleArn().filter(it -> !it.isEmpty());
        if (id.isPresent() != role.isPresent()) {
            throw INVALID_PARAMETER_COMBINATION.because(
                    "SecretsManagerSecretId and SecretsManagerAccessRoleArn are given together.");
        }
        if (id.isEmpty()) {
            return Optional.empty();
        }
        requireSecret(id.get());
        roles.requireTrusted(role.get(), place, ACCESS_DENIED);
        return Optional.of(new Secret(id.get(), role.get()));
    }

    /// There is no Secrets Manager to ask: an id is the ARN of a secret or any name.
    private static void requireSecret(String id) {
        boolean good = !Resources.isArn(id)
                || Arn.parse(id)
                        .filter(arn -> arn.service().equals("secretsmanager")
                                && arn.resource().startsWith("secret:"))
                        .isPresent();
        if (!good) {
            throw INVALID_PARAMETER_VALUE.because(id + " is not the ARN of a secret.");
        }
    }

    /// @param old the settings of which absent members stay
    Optional<Bucket> bucket(Optional<BucketSettings> given, Optional<Bucket> old, Place place) {
        if (given.isEmpty()) {
            return old;
        }
        Optional<String> path =
                given.get().s3BucketPath().or(() -> old.map(Bucket::path)).filter(it -> !it.isEmpty());
        Optional<String> role =
                given.get().s3BucketRoleArn().or(() -> old.map(Bucket::role)).filter(it -> !it.isEmpty());
        if (path.isPresent() != role.isPresent()) {
            throw INVALID_PARAMETER_COMBINATION.because("S3BucketPath and S3BucketRoleArn are given together.");
        }
        if (path.isEmpty()) {
            return Optional.empty();
        }
        Bucket bucket = new Bucket(path.get(), role.get());
        requireBucket(bucket, place);
        return Optional.of(bucket);
    }

    void requireBucket(Bucket bucket, Place place) {
        if (!S3Path.isPath(bucket.path())) {
            throw S3_RESOURCE_NOT_FOUND.because("S3 path " + bucket.path() + " does not exist.");
        }
        roles.requireTrusted(bucket.role(), place, S3_ACCESS_DENIED);
    }

    static Optional<String> rules(Optional<String> text) {
        Optional<String> given = text.filter(it -> !it.isEmpty());
        given.ifPresent(it -> JsonText.requireRules("TransformationRules", it));
        return given;
    }
}
