// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import static dev.lanyard.core.dms.ConversionKind.ASSESSMENT;
import static dev.lanyard.core.dms.ConversionKind.CONVERSION;
import static dev.lanyard.core.dms.ConversionKind.CREATION;
import static dev.lanyard.core.dms.ConversionKind.EXPORT_AS_SCRIPT;
import static dev.lanyard.core.dms.ConversionKind.EXPORT_TO_TARGET;
import static dev.lanyard.core.dms.ConversionKind.EXTENSION_PACK;
import static dev.lanyard.core.dms.ConversionKind.IMPORT;
import static dev.lanyard.core.dms.DmsFault.ACCESS_DENIED;
import static dev.lanyard.core.dms.DmsFault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.dms.DmsFault.INVALID_RESOURCE_STATE;
import static dev.lanyard.core.dms.DmsFault.RESOURCE_ALREADY_EXISTS;
import static dev.lanyard.core.dms.DmsFault.RESOURCE_NOT_FOUND;
import static dev.lanyard.core.dms.DmsFault.RESOURCE_QUOTA_EXCEEDED;
import static dev.lanyard.core.dms.DmsFault.S3_ACCESS_DENIED;
import static dev.lanyard.core.dms.DmsFault.S3_RESOURCE_NOT_FOUND;
import static dev.lanyard.core.dms.DmsService.DMS;

import dev.lanyard.aws.fault.FaultCode;
import dev.lanyard.core.dms.ConversionQueue.Task;
import dev.lanyard.core.dms.MigrationProject.Bucket;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Permission;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The operations that start schema conversion. Lanyard converts nothing and connects to no database: a request checks
/// what its project stands on, takes its time and ends as that allows.
final class ConversionStartApi implements ApiSection {
    private static final FaultCode[] FAULTS = {
        ACCESS_DENIED,
        INVALID_RESOURCE_STATE,
        RESOURCE_NOT_FOUND,
        RESOURCE_QUOTA_EXCEEDED,
        S3_ACCESS_DENIED,
        S3_RESOURCE_NOT_FOUND
    };

    private final Resources<MigrationProject> projects;
    private final ConversionQueue queue;
    private final CreatedModels models;

    ConversionStartApi(Resources<MigrationProject> projects, ConversionQueue queue, CreatedModels models) {
        this.projects = projects;
        this.queue = queue;
        this.models = models;
    }

    /// Which of the two trees of metadata is meant.
    enum Origin {
        SOURCE,
        TARGET
    }

    record OfProject(String migrationProjectIdentifier) {}

    record OfRules(String migrationProjectIdentifier, String selectionRules) {}

    record ToTarget(
            String migrationProjectIdentifier, String selectionRules, Optional<Boolean> overwriteExtensionPack) {}

    record Import(String migrationProjectIdentifier, String selectionRules, Origin origin, Optional<Boolean> refresh) {}

    record AsScript(
            String migrationProjectIdentifier, String selectionRules, Origin origin, Optional<String> fileName) {}

    record Creation(
            String migrationProjectIdentifier,
            String selectionRules,
            String metadataModelName,
            Properties properties) {}

    record Properties(Optional<Statement> statementProperties) {}

    record Statement(String definition) {}

    record Started(String requestIdentifier) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                start(IMPORT, "StartMetadataModelImport", Import.class, Import::migrationProjectIdentifier, this::load),
                start(
                        ASSESSMENT,
                        "StartMetadataModelAssessment",
                        OfRules.class,
                        OfRules::migrationProjectIdentifier,
                        (in, _) -> task(ASSESSMENT, in.selectionRules())),
                start(
                        CONVERSION,
                        "StartMetadataModelConversion",
                        OfRules.class,
                        OfRules::migrationProjectIdentifier,
                        (in, _) -> task(CONVERSION, in.selectionRules())),
                start(
                        EXPORT_AS_SCRIPT,
                        "StartMetadataModelExportAsScript",
                        AsScript.class,
                        AsScript::migrationProjectIdentifier,
                        this::script),
                start(
                        EXPORT_TO_TARGET,
                        "StartMetadataModelExportToTarget",
                        ToTarget.class,
                        ToTarget::migrationProjectIdentifier,
                        (in, project) -> {
                            queue.health().requireRealTargets(project);
                            return task(EXPORT_TO_TARGET, in.selectionRules());
                        }),
                start(
                        EXTENSION_PACK,
                        "StartExtensionPackAssociation",
                        OfProject.class,
                        OfProject::migrationProjectIdentifier,
                        (_, project) -> {
                            queue.health().requireRealTargets(project);
                            return new Task(EXTENSION_PACK, Optional.empty(), Optional.empty(), Optional.empty());
                        }),
                DMS.write("StartMetadataModelCreation", Creation.class, Started.class, this::create)
                        .guardedBy((in, call) -> permission(CREATION, in.migrationProjectIdentifier(), call))
                        .faults(ACCESS_DENIED, RESOURCE_ALREADY_EXISTS, RESOURCE_NOT_FOUND, RESOURCE_QUOTA_EXCEEDED));
    }

    private <I extends Record> Operation<I, Started> start(
            ConversionKind kind,
            String name,
            Class<I> input,
            Function<I, String> identifier,
            BiFunction<I, MigrationProject, Task> task) {
        return DMS.write(name, input, Started.class, (in, call) -> {
                    MigrationProject project = projects.find(Place.of(call), identifier.apply(in));
                    Task asked = task.apply(in, project);
                    queue.health().requireReady(project);
                    return new Started(queue.add(project, asked, call).id());
                })
                .guardedBy((in, call) -> permission(kind, identifier.apply(in), call))
                .faults(FAULTS);
    }

    private List<Permission> permission(ConversionKind kind, String project, Call call) {
        String action = switch (kind) {
            case IMPORT -> "dms:StartMetadataModelImport";
            case ASSESSMENT -> "dms:StartMetadataModelAssessment";
            case CONVERSION -> "dms:StartMetadataModelConversion";
            case EXPORT_AS_SCRIPT -> "dms:StartMetadataModelExportAsScripts";
            case EXPORT_TO_TARGET -> "dms:StartMetadataModelExportToTarget";
            case EXTENSION_PACK -> "dms:AssociateExtensionPack";
            case CREATION -> "dms:StartMetadataModelCreation";
        };
        return List.of(DmsPermissions.on(action, projects, project, call));
    }

    private static Task task(ConversionKind kind, String selectionRules) {
        JsonText.requireRules("SelectionRules", selectionRules);
        return new Task(kind, Optional.of(selectionRules), Optional.empty(), Optional.empty());
    }

    private Task load(Import in, MigrationProject project) {
        if (in.origin() == Origin.TARGET) {
            queue.health().requireRealTargets(project);
        }
        Task plain = task(IMPORT, in.selectionRules());
        boolean forgets = in.origin() == Origin.SOURCE && in.refresh().orElse(false);
        return forgets
                ? new Task(IMPORT, plain.selectionRules(), Optional.of(ConversionRequest.REFRESH), Optional.empty())
                : plain;
    }

    private Task script(AsScript in, MigrationProject project) {
        Task plain = task(EXPORT_AS_SCRIPT, in.selectionRules());
        Bucket bucket = project.bucket()
                .orElseThrow(() -> S3_RESOURCE_NOT_FOUND.because(
                        ProjectHealth.noBucket(project).getMessage()));
        String file =
                in.fileName().filter(it -> !it.isEmpty()).orElse(project.head().name() + ".sql");
        return new Task(EXPORT_AS_SCRIPT, plain.selectionRules(), Optional.of(file), Optional.of(bucket.path()));
    }

    private Started create(Creation in, Call call) {
        MigrationProject project = projects.find(Place.of(call), in.migrationProjectIdentifier());
        JsonText.requireRules("SelectionRules", in.selectionRules());
        Statement statement = in.properties()
                .statementProperties()
                .orElseThrow(() -> INVALID_PARAMETER_VALUE.because("Properties hold StatementProperties."));
        queue.health().requireRole(project);
        if (models.isTaken(project, in.metadataModelName(), call)) {
            throw RESOURCE_ALREADY_EXISTS.because("Metadata model " + in.metadataModelName() + " already exists.");
        }
        Task task = new Task(
                CREATION,
                Optional.of(in.selectionRules()),
                Optional.of(in.metadataModelName()),
                Optional.of(statement.definition()));
        return new Started(queue.add(project, task, call).id());
    }
}
