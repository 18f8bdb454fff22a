// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.template;

import dev.lanyard.core.ec2.ResourceId.LaunchTemplateId;
import java.time.Instant;

/// A launch template: a name for a series of versions.
///
/// @param createdBy the ARN of whoever made it
/// @param latestVersion counts versions that were deleted too
public record LaunchTemplate(
        LaunchTemplateId id, String name, Instant created, String createdBy, long defaultVersion, long latestVersion) {

    LaunchTemplate withDefaultVersion(long version) {
        return new LaunchTemplate(id, name, created, createdBy, version, latestVersion);
    }

    LaunchTemplate withLatestVersion(long version) {
        return new LaunchTemplate(id, name, created, createdBy, defaultVersion, version);
    }
}
