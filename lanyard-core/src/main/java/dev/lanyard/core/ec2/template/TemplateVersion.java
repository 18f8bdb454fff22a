// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.template;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// One version of a launch template.
///
/// @param data the tree of `RequestLaunchTemplateData` by the model's member names, as it was asked for: nothing in it
/// is looked up before a launch
public record TemplateVersion(
        long number, Optional<String> description, Instant created, String createdBy, Map<String, Object> data) {}
