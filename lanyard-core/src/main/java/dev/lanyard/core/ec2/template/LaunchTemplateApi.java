// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.template;

import static dev.lanyard.core.ec2.Ec2Fault.IDEMPOTENT_PARAMETER_MISMATCH;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_LAUNCH_TEMPLATE_NAME_EXISTS;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_LAUNCH_TEMPLATE_NAME_NOT_FOUND;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_LAUNCH_TEMPLATE_VERSION_NOT_FOUND;
import static dev.lanyard.core.ec2.Ec2Fault.MISSING_PARAMETER;
import static dev.lanyard.core.ec2.Ec2Service.EC2;

import dev.lanyard.core.ec2.Ec2Filters;
import dev.lanyard.core.ec2.Ec2Paging;
import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.Ec2Tags;
import dev.lanyard.core.ec2.Filter;
import dev.lanyard.core.ec2.ResourceId.LaunchTemplateId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.Selection;
import dev.lanyard.core.ec2.TagSpecification;
import dev.lanyard.core.ec2.TagStore;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.core.shared.Page;
import dev.lanyard.core.shared.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Launch templates without their versions.
public final class LaunchTemplateApi implements ApiSection {
    private static final Ec2Filters<TemplateView> FILTERS = Ec2Filters.<TemplateView>none()
            .on("launch-template-name", TemplateView::launchTemplateName)
            .on("create-time", TemplateView::createTime)
            .tagged(TemplateView::tags);

    private final LaunchTemplateStore store;
    private final LaunchTemplates templates;
    private final TagStore tags;
    private final Ec2Permissions permissions;
    private final Ids ids;

    public LaunchTemplateApi(LaunchTemplateStore store, TagStore tags, Ec2Permissions permissions, Ids ids) {
        this.store = store;
        this.templates = new LaunchTemplates(store);
        this.tags = tags;
        this.permissions = permissions;
        this.ids = ids;
    }

    record CreateLaunchTemplate(
            String launchTemplateName,
            Optional<String> clientToken,
            Optional<String> versionDescription,
            Map<String, Object> launchTemplateData,
            List<TagSpecification> tagSpecifications) {
        List<Tag> tags() {
            return Ec2Tags.ofOne(tagSpecifications, ResourceType.LAUNCH_TEMPLATE);
        }
    }

    record TemplateView(
            LaunchTemplateId launchTemplateId,
            String launchTemplateName,
            Instant createTime,
            String createdBy,
            long defaultVersionNumber,
            long latestVersionNumber,
            List<Tag> tags) {
        static TemplateView of(LaunchTemplate template, List<Tag> tags) {
            return new TemplateView(
                    template.id(),
                    template.name(),
                    template.created(),
                    template.createdBy(),
                    template.defaultVersion(),
                    template.latestVersion(),
                    tags);
        }
    }

    record Shown(TemplateView launchTemplate) {}

    record ModifyLaunchTemplate(
            Optional<LaunchTemplateId> launchTemplateId,
            Optional<String> launchTemplateName,
            Optional<String> defaultVersion) {}

    record Named(Optional<LaunchTemplateId> launchTemplateId, Optional<String> launchTemplateName) {}

    record DescribeLaunchTemplates(
            List<LaunchTemplateId> launchTemplateIds,
            List<String> launchTemplateNames,
            List<Filter> filters,
            Optional<Integer> maxResults,
            Optional<String> nextToken) {}

    record Described(List<TemplateView> launchTemplates, Optional<String> nextToken) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                EC2.write("CreateLaunchTemplate", CreateLaunchTemplate.class, Shown.class, this::create)
                        .guardedBy((in, call) -> permissions.toCreate(
                                "CreateLaunchTemplate", ResourceType.LAUNCH_TEMPLATE, in.tags(), call))
                        .faults(INVALID_LAUNCH_TEMPLATE_NAME_EXISTS),
                EC2.write("ModifyLaunchTemplate", ModifyLaunchTemplate.class, Shown.class, this::modify)
                        .guardedBy((in, call) ->
                                on("ModifyLaunchTemplate", in.launchTemplateId(), in.launchTemplateName(), call))
                        .faults(INVALID_LAUNCH_TEMPLATE_NAME_NOT_FOUND, INVALID_LAUNCH_TEMPLATE_VERSION_NOT_FOUND),
                EC2.write("DeleteLaunchTemplate", Named.class, Shown.class, this::delete)
                        .guardedBy((in, call) ->
                                on("DeleteLaunchTemplate", in.launchTemplateId(), in.launchTemplateName(), call))
                        .faults(INVALID_LAUNCH_TEMPLATE_NAME_NOT_FOUND),
                EC2.read("DescribeLaunchTemplates", DescribeLaunchTemplates.class, Described.class, this::describe)
                        .guardedBy((_, call) -> Ec2Permissions.onAll("DescribeLaunchTemplates", call))
                        .faults(INVALID_LAUNCH_TEMPLATE_NAME_NOT_FOUND));
    }

    private List<Permission> on(String operation, Optional<LaunchTemplateId> id, Optional<String> name, Call call) {
        return List.of(permissions.onNamed(
                operation,
                ResourceType.LAUNCH_TEMPLATE,
                id.map(LaunchTemplateId::value),
                () -> name.flatMap(it -> store.findNamed(Scope.of(call), it))
                        .map(it -> it.id().value()),
                call));
    }

    private Shown create(CreateLaunchTemplate in, Call call) {
        Scope scope = Scope.of(call);
        List<Tag> wanted = in.tags();
        if (in.launchTemplateData().isEmpty()) {
            throw MISSING_PARAMETER.because("The request must contain the parameter LaunchTemplateData");
        }
        Optional<LaunchTemplate> earlier =
                in.clientToken().flatMap(it -> store.madeWith(scope, it)).flatMap(it -> store.find(scope, it));
        if (earlier.isPresent()) {
            return again(scope, earlier.get(), in);
        }
        String caller = call.caller().arn().toString();
        LaunchTemplate template = new LaunchTemplate(
                new LaunchTemplateId(ids.hex17("lt")), in.launchTemplateName(), call.now(), caller, 1, 1);
        if (store.findNamed(scope, template.name()).isPresent() || !store.insert(scope, template, in.clientToken())) {
            throw INVALID_LAUNCH_TEMPLATE_NAME_EXISTS.because("Launch template name already in use.");
        }
        store.insert(
                scope,
                template.id(),
                new TemplateVersion(1, in.versionDescription(), call.now(), caller, in.launchTemplateData()));
        tags.put(scope, ResourceType.LAUNCH_TEMPLATE, template.id().value(), wanted);
        return new Shown(TemplateView.of(template, wanted));
    }

    /// The answer to a request that comes a second time, unless it only looks so.
    private Shown again(Scope scope, LaunchTemplate template, CreateLaunchTemplate in) {
        boolean same = template.name().equals(in.launchTemplateName())
                && store.version(scope, template.id(), 1)
                        .map(TemplateVersion::data)
                        .filter(in.launchTemplateData()::equals)
                        .isPresent();
        if (!same) {
            throw IDEMPOTENT_PARAMETER_MISMATCH.because("Arguments on this idempotent request are inconsistent with"
                    + " arguments used in previous request(s).");
        }
        return new Shown(TemplateView.of(template, tags.of(scope, template.id().value())));
    }

    private Shown modify(ModifyLaunchTemplate in, Call call) {
        Scope scope = Scope.of(call);
        LaunchTemplate template = templates.template(scope, in.launchTemplateId(), in.launchTemplateName());
        String wanted = in.defaultVersion()
                .orElseThrow(
                        () -> MISSING_PARAMETER.because("The request must contain the parameter SetDefaultVersion"));
        LaunchTemplate changed = template.withDefaultVersion(
                templates.version(scope, template, Optional.of(wanted)).number());
        store.update(scope, changed);
        return new Shown(TemplateView.of(changed, tags.of(scope, template.id().value())));
    }

    private Shown delete(Named in, Call call) {
        Scope scope = Scope.of(call);
        LaunchTemplate template = templates.template(scope, in.launchTemplateId(), in.launchTemplateName());
        List<Tag> last = tags.of(scope, template.id().value());
        store.delete(scope, template.id());
        tags.forget(scope, template.id().value());
        return new Shown(TemplateView.of(template, last));
    }

    private Described describe(DescribeLaunchTemplates in, Call call) {
        Scope scope = Scope.of(call);
        var matching = FILTERS.matching(in.filters());
        Map<String, List<Tag>> all = tags.of(scope, ResourceType.LAUNCH_TEMPLATE);
        Stream<LaunchTemplate> named = in.launchTemplateNames().stream()
                .map(name -> templates.template(scope, Optional.empty(), Optional.of(name)))
                .toList()
                .stream();
        Stream<LaunchTemplate> selected =
                in.launchTemplateIds().isEmpty() && !in.launchTemplateNames().isEmpty()
                        ? named
                        : Stream.concat(
                                        named,
                                        Selection.of(
                                                ResourceType.LAUNCH_TEMPLATE,
                                                in.launchTemplateIds(),
                                                id -> store.find(scope, id),
                                                () -> store.all(scope)))
                                .distinct();
        Page<TemplateView> page = new Ec2Paging(in.maxResults(), in.nextToken())
                .page(
                        "DescribeLaunchTemplates" + in.launchTemplateIds() + in.launchTemplateNames() + in.filters(),
                        call,
                        selected.map(it -> TemplateView.of(
                                        it, all.getOrDefault(it.id().value(), List.of())))
                                .filter(matching),
                        it -> it.launchTemplateId().value());
        return new Described(page.items(), page.next());
    }
}
