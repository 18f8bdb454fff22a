// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.template;

import static dev.lanyard.core.ec2.Ec2Fault.INVALID_LAUNCH_TEMPLATE_NAME_NOT_FOUND;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_LAUNCH_TEMPLATE_VERSION_NOT_FOUND;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.ec2.Ec2Service.EC2;

import dev.lanyard.core.ec2.Ec2Filters;
import dev.lanyard.core.ec2.Ec2Paging;
import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.Filter;
import dev.lanyard.core.ec2.ResourceId.LaunchTemplateId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Versions of launch templates.
public final class TemplateVersionApi implements ApiSection {
    private static final int MAX_RESULTS = 200;
    private static final Ec2Filters<VersionView> FILTERS = Ec2Filters.<VersionView>none()
            .on("create-time", VersionView::createTime)
            .on("ebs-optimized", it -> it.launchTemplateData().get("EbsOptimized"))
            .on("iam-instance-profile", it -> nested(it, "IamInstanceProfile", "Arn"))
            .on("image-id", it -> it.launchTemplateData().get("ImageId"))
            .on("instance-type", it -> it.launchTemplateData().get("InstanceType"))
            .on("is-default-version", VersionView::defaultVersion)
            .on("kernel-id", it -> it.launchTemplateData().get("KernelId"))
            .on("http-endpoint", it -> nested(it, "MetadataOptions", "HttpEndpoint"))
            .on("http-protocol-ipv4", _ -> null)
            .on("http-tokens", it -> nested(it, "MetadataOptions", "HttpTokens"))
            .on("host-resource-group-arn", it -> nested(it, "Placement", "HostResourceGroupArn"))
            .onAny("license-configuration-arn", _ -> Stream.empty())
            .onAny("network-card-index", _ -> Stream.empty())
            .on("ram-disk-id", it -> it.launchTemplateData().get("RamDiskId"));

    private final LaunchTemplateStore store;
    private final LaunchTemplates templates;
    private final Ec2Permissions permissions;

    public TemplateVersionApi(LaunchTemplateStore store, Ec2Permissions permissions) {
        this.store = store;
        this.templates = new LaunchTemplates(store);
        this.permissions = permissions;
    }

    private static Object nested(VersionView version, String structure, String member) {
        return version.launchTemplateData().get(structure) instanceof Map<?, ?> tree ? tree.get(member) : null;
    }

    record CreateLaunchTemplateVersion(
            Optional<LaunchTemplateId> launchTemplateId,
            Optional<String> launchTemplateName,
            Optional<String> sourceVersion,
            Optional<String> versionDescription,
            Map<String, Object> launchTemplateData) {}

    record VersionView(
            LaunchTemplateId launchTemplateId,
            String launchTemplateName,
            long versionNumber,
            Optional<String> versionDescription,
            Instant createTime,
            String createdBy,
            boolean defaultVersion,
            Map<String, Object> launchTemplateData) {}

    record Made(VersionView launchTemplateVersion) {}

    record DescribeLaunchTemplateVersions(
            Optional<LaunchTemplateId> launchTemplateId,
            Optional<String> launchTemplateName,
            List<String> versions,
            Optional<String> minVersion,
            Optional<String> maxVersion,
            List<Filter> filters,
            Optional<Integer> maxResults,
            Optional<String> nextToken) {}

    record Described(List<VersionView> launchTemplateVersions, Optional<String> nextToken) {}

    record DeleteLaunchTemplateVersions(
            Optional<LaunchTemplateId> launchTemplateId, Optional<String> launchTemplateName, List<String> versions) {}

    record Success(String launchTemplateId, String launchTemplateName, long versionNumber) {}

    record ResponseError(String code, String message) {}

    record Failure(
            String launchTemplateId, String launchTemplateName, long versionNumber, ResponseError responseError) {}

    record Deleted(
            List<Success> successfullyDeletedLaunchTemplateVersions,
            List<Failure> unsuccessfullyDeletedLaunchTemplateVersions) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                EC2.write("CreateLaunchTemplateVersion", CreateLaunchTemplateVersion.class, Made.class, this::create)
                        .guardedBy((in, call) ->
                                on("CreateLaunchTemplateVersion", in.launchTemplateId(), in.launchTemplateName(), call))
                        .faults(INVALID_LAUNCH_TEMPLATE_NAME_NOT_FOUND, INVALID_LAUNCH_TEMPLATE_VERSION_NOT_FOUND),
                EC2.read(
                                "DescribeLaunchTemplateVersions",
                                DescribeLaunchTemplateVersions.class,
                                Described.class,
                                this::describe)
                        .guardedBy((_, call) -> Ec2Permissions.onAll("DescribeLaunchTemplateVersions", call))
                        .faults(INVALID_LAUNCH_TEMPLATE_NAME_NOT_FOUND, INVALID_LAUNCH_TEMPLATE_VERSION_NOT_FOUND),
                EC2.write(
                                "DeleteLaunchTemplateVersions",
                                DeleteLaunchTemplateVersions.class,
                                Deleted.class,
                                this::delete)
                        .guardedBy((in, call) -> on(
                                "DeleteLaunchTemplateVersions", in.launchTemplateId(), in.launchTemplateName(), call))
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

    private Made create(CreateLaunchTemplateVersion in, Call call) {
        Scope scope = Scope.of(call);
        LaunchTemplate template = templates.template(scope, in.launchTemplateId(), in.launchTemplateName());
        Map<String, Object> data = new LinkedHashMap<>();
        in.sourceVersion()
                .ifPresent(source -> data.putAll(
                        templates.version(scope, template, Optional.of(source)).data()));
        data.putAll(in.launchTemplateData());
        LaunchTemplate grown = template.withLatestVersion(template.latestVersion() + 1);
        TemplateVersion version = new TemplateVersion(
                grown.latestVersion(),
                in.versionDescription(),
                call.now(),
                call.caller().arn().toString(),
                data);
        store.update(scope, grown);
        store.insert(scope, template.id(), version);
        return new Made(view(grown, version));
    }

    private static VersionView view(LaunchTemplate template, TemplateVersion version) {
        return new VersionView(
                template.id(),
                template.name(),
                version.number(),
                version.description(),
                version.created(),
                version.createdBy(),
                version.number() == template.defaultVersion(),
                version.data());
    }

    private Described describe(DescribeLaunchTemplateVersions in, Call call) {
        var matching = FILTERS.matching(in.filters());
        Page<VersionView> page = new Ec2Paging(in.maxResults(), in.nextToken())
                .within(1, MAX_RESULTS)
                .page(
                        "DescribeLaunchTemplateVersions" + in.launchTemplateId() + in.launchTemplateName()
                                + in.versions() + in.minVersion() + in.maxVersion() + in.filters(),
                        call,
                        selected(Scope.of(call), in).filter(matching),
                        TemplateVersionApi::position);
        return new Described(page.items(), page.next());
    }

    /// The latest version comes first.
    private static String position(VersionView version) {
        String number = Long.toString(Long.MAX_VALUE - version.versionNumber());
        return version.launchTemplateId().value() + ' ' + number;
    }

    /// Without a template, only the latest and the default versions of all can be asked for.
    private Stream<VersionView> selected(Scope scope, DescribeLaunchTemplateVersions in) {
        if (in.launchTemplateId().isEmpty() && in.launchTemplateName().isEmpty()) {
            if (in.versions().isEmpty() || in.versions().stream().anyMatch(it -> !it.startsWith("$"))) {
                throw INVALID_PARAMETER_VALUE.because("Only '$Latest' and '$Default' versions can be described without"
                        + " a launch template ID or name.");
            }
            return store.all(scope).stream().flatMap(template -> named(scope, template, in.versions()));
        }
        LaunchTemplate template = templates.template(scope, in.launchTemplateId(), in.launchTemplateName());
        if (!in.versions().isEmpty()) {
            return named(scope, template, in.versions());
        }
        long min =
                in.minVersion().map(it -> LaunchTemplates.number(template, it)).orElse(0L);
        long max =
                in.maxVersion().map(it -> LaunchTemplates.number(template, it)).orElse(Long.MAX_VALUE);
        return store.versions(scope, template.id()).stream()
                .filter(it -> it.number() >= min && it.number() <= max)
                .map(it -> view(template, it));
    }

    private Stream<VersionView> named(Scope scope, LaunchTemplate template, List<String> versions) {
        return versions.stream()
                .map(it -> view(template, templates.version(scope, template, Optional.of(it))))
                .distinct();
    }

    private Deleted delete(DeleteLaunchTemplateVersions in, Call call) {
        Scope scope = Scope.of(call);
        LaunchTemplate template = templates.template(scope, in.launchTemplateId(), in.launchTemplateName());
        List<Success> gone = new ArrayList<>();
        List<Failure> kept = new ArrayList<>();
        for (String version : in.versions()) {
            long number = LaunchTemplates.number(template, version);
            Optional<ResponseError> error = refusal(scope, template, number);
            if (error.isPresent()) {
                kept.add(new Failure(template.id().value(), template.name(), number, error.get()));
            } else {
                store.deleteVersion(scope, template.id(), number);
                gone.add(new Success(template.id().value(), template.name(), number));
            }
        }
        return new Deleted(gone, kept);
    }

    private Optional<ResponseError> refusal(Scope scope, LaunchTemplate template, long number) {
        if (number == template.defaultVersion()) {
            return Optional.of(new ResponseError(
                    "unexpectedError", "Default version of a launch template cannot be deleted: " + number));
        }
        return store.version(scope, template.id(), number).isPresent()
                ? Optional.empty()
                : Optional.of(new ResponseError(
                        "launchTemplateVersionDoesNotExist",
                        LaunchTemplates.notFound(template, Long.toString(number))
                                .getMessage()));
    }
}
