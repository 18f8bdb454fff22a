// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What brings an instance profile and data providers together.
///
/// @param profile the id of the instance profile
/// @param sources at least one
/// @param targets at least one
/// @param rules the transformation rules, as JSON
/// @param conversionConfiguration the settings of the schema conversion, as JSON
public record MigrationProject(
        Head head,
        Optional<String> description,
        String profile,
        List<Descriptor> sources,
        List<Descriptor> targets,
        Optional<String> rules,
        Optional<Bucket> bucket,
        Optional<String> conversionConfiguration)
        implements Resource<MigrationProject> {

    /// A data provider and the secret with which to log in to it.
    ///
    /// @param provider an id
    public record Descriptor(String provider, Optional<Secret> secret) {}

    /// @param role the ARN of the role that may read the secret
    public record Secret(String id, String role) {}

    /// @param role the ARN of the role that may use the bucket
    public record Bucket(String path, String role) {}

    @Override
    public MigrationProject with(Head changed) {
        return new MigrationProject(
                changed, description, profile, sources, targets, rules, bucket, conversionConfiguration);
    }

    MigrationProject configured(String configuration) {
        return new MigrationProject(
                head, description, profile, sources, targets, rules, bucket, Optional.of(configuration));
    }

    Stream<Descriptor> descriptors() {
        return Stream.concat(sources.stream(), targets.stream());
    }
}
