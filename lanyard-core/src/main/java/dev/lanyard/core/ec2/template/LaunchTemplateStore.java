// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.template;

import dev.lanyard.core.ec2.ResourceId.LaunchTemplateId;
import dev.lanyard.core.ec2.Scope;
import java.util.List;
import java.util.Optional;

public interface LaunchTemplateStore {
    List<LaunchTemplate> all(Scope scope);

    Optional<LaunchTemplate> find(Scope scope, LaunchTemplateId id);

    Optional<LaunchTemplate> findNamed(Scope scope, String name);

    /// The template that an earlier request with this token made.
    Optional<LaunchTemplateId> madeWith(Scope scope, String clientToken);

    /// @return whether the name was free; else nothing happened
    boolean insert(Scope scope, LaunchTemplate template, Optional<String> clientToken);

    /// Keeps the default and the latest version.
    void update(Scope scope, LaunchTemplate template);

    /// Takes a template away with all its versions.
    void delete(Scope scope, LaunchTemplateId id);

    /// The versions in ascending order.
    List<TemplateVersion> versions(Scope scope, LaunchTemplateId id);

    Optional<TemplateVersion> version(Scope scope, LaunchTemplateId id, long number);

    void insert(Scope scope, LaunchTemplateId id, TemplateVersion version);

    void deleteVersion(Scope scope, LaunchTemplateId id, long number);
}
