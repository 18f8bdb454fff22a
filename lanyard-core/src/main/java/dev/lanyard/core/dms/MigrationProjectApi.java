// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import static dev.lanyard.core.dms.DmsFault.ACCESS_DENIED;
import static dev.lanyard.core.dms.DmsFault.FAILED_DEPENDENCY;
import static dev.lanyard.core.dms.DmsFault.INVALID_RESOURCE_STATE;
import static dev.lanyard.core.dms.DmsFault.RESOURCE_ALREADY_EXISTS;
import static dev.lanyard.core.dms.DmsFault.RESOURCE_NOT_FOUND;
import static dev.lanyard.core.dms.DmsFault.RESOURCE_QUOTA_EXCEEDED;
import static dev.lanyard.core.dms.DmsFault.S3_ACCESS_DENIED;
import static dev.lanyard.core.dms.DmsFault.S3_RESOURCE_NOT_FOUND;
import static dev.lanyard.core.dms.DmsService.DMS;
import static dev.lanyard.core.dms.Kind.MIGRATION_PROJECT;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.dms.Describing.Filter;
import dev.lanyard.core.dms.MigrationProject.Descriptor;
import dev.lanyard.core.dms.ProjectParts.BucketSettings;
import dev.lanyard.core.dms.ProjectParts.GivenDescriptor;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Migration projects: create, describe, modify, delete.
final class MigrationProjectApi implements ApiSection {

    private final Resources<MigrationProject> projects;
    private final MigrationProjectStore store;
    private final ProjectParts parts;
    private final ConversionQueue queue;
    private final DmsQuotas quotas;

    MigrationProjectApi(
            Resources<MigrationProject> projects,
            MigrationProjectStore store,
            ProjectParts parts,
            ConversionQueue queue,
            DmsQuotas quotas) {
        this.projects = projects;
        this.store = store;
        this.parts = parts;
        this.queue = queue;
        this.quotas = quotas;
    }

    record CreateMigrationProject(
            Optional<String> migrationProjectName,
            List<GivenDescriptor> sourceDataProviderDescriptors,
            List<GivenDescriptor> targetDataProviderDescriptors,
            String instanceProfileIdentifier,
            Optional<String> transformationRules,
            Optional<String> description,
            List<DmsTags.Given> tags,
            Optional<BucketSettings> schemaConversionApplicationAttributes) {}

    record ModifyMigrationProject(
            String migrationProjectIdentifier,
            Optional<String> migrationProjectName,
            Optional<List<GivenDescriptor>> sourceDataProviderDescriptors,
            Optional<List<GivenDescriptor>> targetDataProviderDescriptors,
            Optional<String> instanceProfileIdentifier,
            Optional<String> transformationRules,
            Optional<String> description,
            Optional<BucketSettings> schemaConversionApplicationAttributes) {}

    record Identified(String migrationProjectIdentifier) {}

    record DescribeMigrationProjects(List<Filter> filters, Optional<Integer> maxRecords, Optional<String> marker) {}

    record Shown(MigrationProjectView migrationProject) {}

    record Projects(Optional<String> marker, List<MigrationProjectView> migrationProjects) {}

    record MigrationProjectView(
            String migrationProjectName,
            Arn migrationProjectArn,
            Instant migrationProjectCreationTime,
            List<DescriptorView> sourceDataProviderDescriptors,
            List<DescriptorView> targetDataProviderDescriptors,
            Arn instanceProfileArn,
            String instanceProfileName,
            Optional<String> transformationRules,
            Optional<String> description,
            Optional<BucketSettings> schemaConversionApplicationAttributes) {}

    record DescriptorView(
            Optional<String> secretsManagerSecretId,
            Optional<String> secretsManagerAccessRoleArn,
            String dataProviderName,
            Arn dataProviderArn) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                DMS.write("CreateMigrationProject", CreateMigrationProject.class, Shown.class, this::create)
                        .guardedBy(this::toCreate)
                        .faults(
                                ACCESS_DENIED,
                                FAILED_DEPENDENCY,
                                RESOURCE_ALREADY_EXISTS,
                                RESOURCE_NOT_FOUND,
                                RESOURCE_QUOTA_EXCEEDED,
                                S3_ACCESS_DENIED,
                                S3_RESOURCE_NOT_FOUND),
                DMS.read("DescribeMigrationProjects", DescribeMigrationProjects.class, Projects.class, this::describe)
                        .guardedBy((in, call) ->
                                DmsPermissions.toList("dms:ListMigrationProjects", MIGRATION_PROJECT, call))
                        .faults(RESOURCE_NOT_FOUND),
                DMS.write("ModifyMigrationProject", ModifyMigrationProject.class, Shown.class, this::modify)
                        .guardedBy(this::toModify)
                        .faults(
                                ACCESS_DENIED,
                                FAILED_DEPENDENCY,
                                INVALID_RESOURCE_STATE,
                                RESOURCE_NOT_FOUND,
                                S3_ACCESS_DENIED,
                                S3_RESOURCE_NOT_FOUND),
                DMS.write("DeleteMigrationProject", Identified.class, Shown.class, this::delete)
                        .guardedBy((in, call) -> List.of(DmsPermissions.on(
                                "dms:DeleteMigrationProject", projects, in.migrationProjectIdentifier(), call)))
                        .faults(INVALID_RESOURCE_STATE, RESOURCE_NOT_FOUND));
    }

    private List<Permission> toCreate(CreateMigrationProject in, Call call) {
        List<Permission> needed = new ArrayList<>(
                DmsPermissions.toCreate("dms:CreateMigrationProject", MIGRATION_PROJECT, in.tags(), call));
        needed.addAll(parts.permissions(
                "dms:CreateMigrationProject",
                Optional.of(in.instanceProfileIdentifier()),
                in.sourceDataProviderDescriptors(),
                in.targetDataProviderDescriptors(),
                in.schemaConversionApplicationAttributes(),
                call));
        return needed;
    }

    private List<Permission> toModify(ModifyMigrationProject in, Call call) {
        List<Permission> needed = new ArrayList<>();
        needed.add(DmsPermissions.on("dms:UpdateMigrationProject", projects, in.migrationProjectIdentifier(), call));
        needed.addAll(parts.permissions(
                "dms:UpdateMigrationProject",
                in.instanceProfileIdentifier(),
                in.sourceDataProviderDescriptors().orElse(List.of()),
                in.targetDataProviderDescriptors().orElse(List.of()),
                in.schemaConversionApplicationAttributes().map(it -> withKeptRole(it, in, call)),
                call));
        return needed;
    }

    /// A role that stays will read another bucket: that is passing it again.
    private BucketSettings withKeptRole(BucketSettings given, ModifyMigrationProject in, Call call) {
        Optional<String> role = given.s3BucketRoleArn()
                .or(() -> projects.look(Place.of(call), in.migrationProjectIdentifier())
                        .flatMap(MigrationProject::bucket)
                        .map(MigrationProject.Bucket::role));
        return new BucketSettings(given.s3BucketPath(), role);
    }

    private Shown create(CreateMigrationProject in, Call call) {
        Place place = Place.of(call);
        MigrationProject project = new MigrationProject(
                projects.head(in.migrationProjectName(), DmsTags.ofNew(in.tags(), quotas.tags()), call),
                Resources.description(in.description()),
                parts.profiles()
                        .find(place, in.instanceProfileIdentifier())
                        .head()
                        .id(),
                parts.descriptors("Source", in.sourceDataProviderDescriptors(), List.of(), place),
                parts.descriptors("Target", in.targetDataProviderDescriptors(), List.of(), place),
                ProjectParts.rules(in.transformationRules()),
                parts.bucket(in.schemaConversionApplicationAttributes(), Optional.empty(), place),
                Optional.empty());
        projects.add(project);
        return new Shown(view(project));
    }

    private Projects describe(DescribeMigrationProjects in, Call call) {
        Place place = Place.of(call);
        Page<MigrationProject> page = new Describing(in.filters(), in.maxRecords(), in.marker())
                .page(
                        "DescribeMigrationProjects",
                        1,
                        projects,
                        Map.of(
                                "migration-project-identifier",
                                value -> projects.look(place, value).stream().toList(),
                                "instance-profile-identifier",
                                value -> parts.profiles().look(place, value).stream()
                                        .flatMap(profile -> store.of(profile).stream())
                                        .toList(),
                                "data-provider-identifier",
                                value -> parts.providers().look(place, value).stream()
                                        .flatMap(provider -> store.of(provider).stream())
                                        .toList()),
                        call);
        return new Projects(page.next(), page.items().stream().map(this::view).toList());
    }

    private Shown modify(ModifyMigrationProject in, Call call) {
        Place place = Place.of(call);
        MigrationProject old = projects.find(place, in.migrationProjectIdentifier());
        queue.requireClosed(old, call);
        MigrationProject changed = new MigrationProject(
                projects.renamed(old.head(), in.migrationProjectName()),
                in.description().isPresent() ? Resources.description(in.description()) : old.description(),
                in.instanceProfileIdentifier()
                        .map(it -> parts.profiles().find(place, it).head().id())
                        .orElse(old.profile()),
                in.sourceDataProviderDescriptors()
                        .map(given -> parts.descriptors("Source", given, old.sources(), place))
                        .orElse(old.sources()),
                in.targetDataProviderDescriptors()
                        .map(given -> parts.descriptors("Target", given, old.targets(), place))
                        .orElse(old.targets()),
                in.transformationRules().isPresent() ? ProjectParts.rules(in.transformationRules()) : old.rules(),
                parts.bucket(in.schemaConversionApplicationAttributes(), old.bucket(), place),
                old.conversionConfiguration());
        store.update(changed);
        return new Shown(view(changed));
    }

    private Shown delete(Identified in, Call call) {
        MigrationProject project = projects.find(Place.of(call), in.migrationProjectIdentifier());
        queue.requireClosed(project, call);
        MigrationProjectView view = view(project);
        store.delete(project);
        return new Shown(view);
    }

    /// Names are those of now, since profiles and providers may have been renamed.
    private MigrationProjectView view(MigrationProject project) {
        Head head = project.head();
        Head profile =
                parts.profiles().findById(head.place(), project.profile()).head();
        return new MigrationProjectView(
                head.name(),
                head.arn(),
                head.created(),
                views(project.sources(), head.place()),
                views(project.targets(), head.place()),
                profile.arn(),
                profile.name(),
                project.rules(),
                project.description(),
                project.bucket()
                        .map(bucket -> new BucketSettings(Optional.of(bucket.path()), Optional.of(bucket.role()))));
    }

    private List<DescriptorView> views(List<Descriptor> descriptors, Place place) {
        List<DescriptorView> views = new ArrayList<>();
        for (Descriptor descriptor : descriptors) {
            Head provider =
                    parts.providers().findById(place, descriptor.provider()).head();
            views.add(new DescriptorView(
                    descriptor.secret().map(MigrationProject.Secret::id),
                    descriptor.secret().map(MigrationProject.Secret::role),
                    provider.name(),
                    provider.arn()));
        }
        return views;
    }
}
