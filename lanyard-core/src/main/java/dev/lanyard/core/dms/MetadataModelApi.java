// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import static dev.lanyard.core.dms.ConversionKind.ASSESSMENT;
import static dev.lanyard.core.dms.ConversionKind.CONVERSION;
import static dev.lanyard.core.dms.DmsFault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.dms.DmsFault.INVALID_RESOURCE_STATE;
import static dev.lanyard.core.dms.DmsFault.RESOURCE_NOT_FOUND;
import static dev.lanyard.core.dms.DmsService.DMS;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.dms.ConversionRequest.Status;
import dev.lanyard.core.dms.ConversionStartApi.Origin;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Page;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// What schema conversion knows: metadata models, assessment reports and its own configuration. Lanyard connects to no
/// database, so that it knows the models that StartMetadataModelCreation made and no others, and writes no report.
final class MetadataModelApi implements ApiSection {

    private final Resources<MigrationProject> projects;
    private final MigrationProjectStore store;
    private final ConversionQueue queue;
    private final CreatedModels models;

    MetadataModelApi(
            Resources<MigrationProject> projects,
            MigrationProjectStore store,
            ConversionQueue queue,
            CreatedModels models) {
        this.projects = projects;
        this.store = store;
        this.queue = queue;
        this.models = models;
    }

    /// How an assessment report is written.
    enum ReportType {
        PDF,
        CSV;

        @Override
        public String toString() {
            return this == PDF ? "pdf" : "csv";
        }
    }

    record DescribeModel(String selectionRules, String migrationProjectIdentifier, Origin origin) {}

    record Model(
            String metadataModelName,
            String metadataModelType,
            Optional<List<Reference>> targetMetadataModels,
            String definition) {}

    record Reference(String metadataModelName, String selectionRules) {}

    record DescribeChildren(
            String selectionRules,
            String migrationProjectIdentifier,
            Origin origin,
            Optional<String> marker,
            Optional<Integer> maxRecords) {}

    record Children(Optional<String> marker, List<Reference> metadataModelChildren) {}

    record ExportAssessment(
            String migrationProjectIdentifier,
            String selectionRules,
            Optional<String> fileName,
            List<ReportType> assessmentReportTypes) {}

    record Reports(Optional<Report> pdfReport, Optional<Report> csvReport) {}

    record Report(String s3ObjectKey, String objectURL) {}

    record OfProject(String migrationProjectIdentifier) {}

    record Configuration(Arn migrationProjectIdentifier, String conversionConfiguration) {}

    record ModifyConfiguration(String migrationProjectIdentifier, String conversionConfiguration) {}

    record Modified(Arn migrationProjectIdentifier) {}

    record OfRules(String migrationProjectIdentifier, String selectionRules) {}

    record TargetRules(String targetSelectionRules) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                DMS.write("DescribeMetadataModel", DescribeModel.class, Model.class, this::describe)
                        .guardedBy((in, call) -> on("dms:DescribeMetadataModel", in.migrationProjectIdentifier(), call))
                        .faults(RESOURCE_NOT_FOUND),
                DMS.write("DescribeMetadataModelChildren", DescribeChildren.class, Children.class, this::children)
                        .guardedBy((in, call) ->
                                on("dms:DescribeMetadataModelChildren", in.migrationProjectIdentifier(), call))
                        .faults(RESOURCE_NOT_FOUND),
                DMS.write("ExportMetadataModelAssessment", ExportAssessment.class, Reports.class, this::export)
                        .guardedBy((in, call) ->
                                on("dms:ExportMetadataModelAssessment", in.migrationProjectIdentifier(), call))
                        .faults(RESOURCE_NOT_FOUND),
                DMS.read("DescribeConversionConfiguration", OfProject.class, Configuration.class, this::configuration)
                        .guardedBy((in, call) ->
                                on("dms:DescribeConversionConfiguration", in.migrationProjectIdentifier(), call))
                        .faults(RESOURCE_NOT_FOUND),
                DMS.write("ModifyConversionConfiguration", ModifyConfiguration.class, Modified.class, this::configure)
                        .guardedBy((in, call) ->
                                on("dms:UpdateConversionConfiguration", in.migrationProjectIdentifier(), call))
                        .faults(INVALID_RESOURCE_STATE, RESOURCE_NOT_FOUND),
                DMS.read("GetTargetSelectionRules", OfRules.class, TargetRules.class, this::targetRules)
                        .guardedBy(
                                (in, call) -> on("dms:GetTargetSelectionRules", in.migrationProjectIdentifier(), call))
                        .faults(RESOURCE_NOT_FOUND));
    }

    private List<Permission> on(String action, String project, Call call) {
        return List.of(DmsPermissions.on(action, projects, project, call));
    }

    private MigrationProject project(String identifier, Call call) {
        return projects.find(Place.of(call), identifier);
    }

    private Model describe(DescribeModel in, Call call) {
        MigrationProject project = project(in.migrationProjectIdentifier(), call);
        requireOneRule(in.selectionRules());
        ConversionRequest model = models.of(project, call).stream()
                .filter(_ -> in.origin() == Origin.SOURCE)
                .filter(it ->
                        JsonText.mentions(in.selectionRules(), it.subject().orElseThrow()))
                .findFirst()
                .orElseThrow(() -> RESOURCE_NOT_FOUND.because("No metadata model matches the selection rules."));
        boolean converted = succeeded(project, CONVERSION, call);
        String name = model.subject().orElseThrow();
        return new Model(
                name,
                "Statement",
                converted ? Optional.of(List.of(new Reference(name, in.selectionRules()))) : Optional.empty(),
                model.detail().orElseThrow());
    }

    private Children children(DescribeChildren in, Call call) {
        MigrationProject project = project(in.migrationProjectIdentifier(), call);
        requireOneRule(in.selectionRules());
        String parent = JsonText.compact(in.selectionRules());
        Function<Reference, String> name = Reference::metadataModelName;
        Stream<Reference> children = models.of(project, call).stream()
                .filter(_ -> in.origin() == Origin.SOURCE)
                .filter(it ->
                        JsonText.compact(it.selectionRules().orElseThrow()).equals(parent))
                .map(it -> new Reference(
                        it.subject().orElseThrow(), it.selectionRules().orElseThrow()))
                .sorted(Comparator.comparing(name));
        Page<Reference> page = new Describing(List.of(), in.maxRecords(), in.marker())
                .page(
                        "DescribeMetadataModelChildren" + project.head().id() + in.origin() + parent,
                        1,
                        call,
                        (after, limit) -> Page.of(children, after, limit, name));
        return new Children(page.next(), page.items());
    }

    private static void requireOneRule(String rules) {
        if (JsonText.requireRules("SelectionRules", rules) != 1) {
            throw INVALID_PARAMETER_VALUE.because("SelectionRules have exactly one rule here.");
        }
    }

    private Reports export(ExportAssessment in, Call call) {
        MigrationProject project = project(in.migrationProjectIdentifier(), call);
        JsonText.requireRules("SelectionRules", in.selectionRules());
        if (!succeeded(project, ASSESSMENT, call)) {
            throw RESOURCE_NOT_FOUND.because(
                    "Migration project " + project.head().name() + " has no assessment that ended in success.");
        }
        String path = project.bucket()
                .orElseThrow(() -> ProjectHealth.noBucket(project))
                .path();
        String file =
                in.fileName().filter(it -> !it.isEmpty()).orElse(project.head().name());
        return new Reports(report(ReportType.PDF, in, path, file, call), report(ReportType.CSV, in, path, file, call));
    }

    /// Where the report would be. Nothing is written there, as there is no S3.
    private static Optional<Report> report(ReportType type, ExportAssessment in, String path, String file, Call call) {
        if (!in.assessmentReportTypes().isEmpty() && !in.assessmentReportTypes().contains(type)) {
            return Optional.empty();
        }
        String key = S3Path.key(path, file + '.' + (type == ReportType.PDF ? "pdf" : "zip"));
        return Optional.of(new Report(key, S3Path.url(path, key, Place.of(call))));
    }

    private boolean succeeded(MigrationProject project, ConversionKind kind, Call call) {
        return queue.list(project, kind, call).stream()
                .anyMatch(it -> it.status(call.now(), queue.times()) == Status.SUCCESS);
    }

    private Configuration configuration(OfProject in, Call call) {
        MigrationProject project = project(in.migrationProjectIdentifier(), call);
        return new Configuration(
                project.head().arn(), project.conversionConfiguration().orElse("{}"));
    }

    private Modified configure(ModifyConfiguration in, Call call) {
        MigrationProject project = project(in.migrationProjectIdentifier(), call);
        JsonText.requireObject("ConversionConfiguration", in.conversionConfiguration());
        queue.requireClosed(project, call);
        store.update(project.configured(in.conversionConfiguration()));
        return new Modified(project.head().arn());
    }

    /// Names are taken to stay as they are, since only a conversion could tell others.
    private TargetRules targetRules(OfRules in, Call call) {
        project(in.migrationProjectIdentifier(), call);
        JsonText.requireRules("SelectionRules", in.selectionRules());
        return new TargetRules(JsonText.compact(in.selectionRules()));
    }
}
