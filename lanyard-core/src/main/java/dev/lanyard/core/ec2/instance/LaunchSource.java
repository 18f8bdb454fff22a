// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.core.ec2.ResourceId.LaunchTemplateId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.instance.RunInstancesApi.LaunchTemplateSpecification;
import dev.lanyard.core.ec2.instance.RunInstancesApi.RunInstances;
import dev.lanyard.core.ec2.template.LaunchTemplate;
import dev.lanyard.core.ec2.template.LaunchTemplates;
import dev.lanyard.core.ec2.template.TemplateVersion;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.shared.Tag;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a launch asks for, out of the request and the template that it names.
///
/// @param template the id of the template that it names, `*` if that is not there
/// @param refusal what is told to those who may launch, because the template or its version is not there or says what
///     cannot be
record LaunchSource(RunInstances in, LaunchRequest request, Optional<String> template, Optional<Fault> refusal) {
    static LaunchSource of(RunInstances in, LaunchTemplates templates, Call call) {
        LaunchRequest own = in.own();
        if (in.launchTemplate().isEmpty()) {
            return new LaunchSource(in, own, Optional.empty(), Optional.empty());
        }
        LaunchTemplateSpecification named = in.launchTemplate().get();
        Scope scope = Scope.of(call);
        Optional<String> id = Optional.of("*");
        try {
            LaunchTemplate template = templates.template(
                    scope, named.launchTemplateId().map(LaunchTemplateId::new), named.launchTemplateName());
            id = Optional.of(template.id().value());
            TemplateVersion version = templates.version(scope, template, named.version());
            LaunchRequest merged = own.or(TemplateReader.read(version.data()));
            return new LaunchSource(in, marked(merged, template, version), id, Optional.empty());
        } catch (Fault fault) {
            return new LaunchSource(in, own, id, Optional.of(fault));
        }
    }

    /// @throws Fault when the template does not serve
    LaunchRequest requireRequest() {
        refusal.ifPresent(fault -> {
            throw fault;
        });
        return request;
    }

    /// Instances tell which template they came from by tags that only AWS can set.
    private static LaunchRequest marked(LaunchRequest request, LaunchTemplate template, TemplateVersion version) {
        List<Tag> tags = new ArrayList<>(request.tags(ResourceType.INSTANCE));
        tags.add(new Tag("aws:ec2launchtemplate:id", template.id().value()));
        tags.add(new Tag("aws:ec2launchtemplate:version", Long.toString(version.number())));
        Map<ResourceType, List<Tag>> all = new EnumMap<>(ResourceType.class);
        all.putAll(request.tags());
        all.put(ResourceType.INSTANCE, List.copyOf(tags));
        return request.withTags(all);
    }

    /// The tags that the caller asked for, which need leave.
    List<Tag> wantedTags(ResourceType type) {
        return request.tags(type).stream()
                .filter(tag -> !tag.key().startsWith("aws:"))
                .toList();
    }
}
