// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import static dev.lanyard.core.dms.ConversionKind.ASSESSMENT;
import static dev.lanyard.core.dms.ConversionKind.CONVERSION;
import static dev.lanyard.core.dms.ConversionKind.CREATION;
import static dev.lanyard.core.dms.ConversionKind.EXPORT_AS_SCRIPT;
import static dev.lanyard.core.dms.ConversionKind.EXPORT_TO_TARGET;
import static dev.lanyard.core.dms.ConversionKind.EXTENSION_PACK;
import static dev.lanyard.core.dms.ConversionKind.IMPORT;
import static dev.lanyard.core.dms.DmsFault.INVALID_RESOURCE_STATE;
import static dev.lanyard.core.dms.DmsFault.RESOURCE_NOT_FOUND;
import static dev.lanyard.core.dms.DmsService.DMS;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.dms.ConversionRequest.Status;
import dev.lanyard.core.dms.Describing.Filter;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.shared.Page;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Looking at the requests of schema conversion, and cancelling them. Looking may write down how requests ended, so
/// that these operations write.
final class ConversionRequestApi implements ApiSection {

    private final Resources<MigrationProject> projects;
    private final ConversionQueue queue;

    ConversionRequestApi(Resources<MigrationProject> projects, ConversionQueue queue) {
        this.projects = projects;
        this.queue = queue;
    }

    record Describe(
            String migrationProjectIdentifier,
            List<Filter> filters,
            Optional<String> marker,
            Optional<Integer> maxRecords) {}

    record Requests(Optional<String> marker, List<RequestView> requests) {}

    record Cancel(String migrationProjectIdentifier, String requestIdentifier) {}

    record Shown(RequestView request) {}

    record RequestView(
            Status status,
            String requestIdentifier,
            Arn migrationProjectArn,
            Optional<ErrorView> error,
            Optional<ScriptView> exportSqlDetails,
            Optional<ProgressView> progress) {}

    record ErrorView(Details defaultErrorDetails) {}

    record Details(String message) {}

    record ScriptView(String s3ObjectKey, String objectURL) {}

    record ProgressView(double progressPercent, long totalObjects, String progressStep) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                describe("DescribeMetadataModelImports", "dms:DescribeMetadataModelImports", IMPORT),
                describe("DescribeMetadataModelAssessments", "dms:ListMetadataModelAssessments", ASSESSMENT),
                describe("DescribeMetadataModelConversions", "dms:ListMetadataModelConversions", CONVERSION),
                describe("DescribeMetadataModelExportsAsScript", "dms:ListMetadataModelExports", EXPORT_AS_SCRIPT),
                describe("DescribeMetadataModelExportsToTarget", "dms:ListMetadataModelExports", EXPORT_TO_TARGET),
                describe("DescribeExtensionPackAssociations", "dms:ListExtensionPacks", EXTENSION_PACK),
                describe("DescribeMetadataModelCreations", "dms:DescribeMetadataModelCreations", CREATION),
                cancel("CancelMetadataModelConversion", CONVERSION),
                cancel("CancelMetadataModelCreation", CREATION));
    }

    private Operation<Describe, Requests> describe(String name, String action, ConversionKind kind) {
        return DMS.write(name, Describe.class, Requests.class, (in, call) -> describe(name, kind, in, call))
                .guardedBy((in, call) ->
                        List.of(DmsPermissions.on(action, projects, in.migrationProjectIdentifier(), call)))
                .faults(RESOURCE_NOT_FOUND);
    }

    private Requests describe(String name, ConversionKind kind, Describe in, Call call) {
        MigrationProject project = projects.find(Place.of(call), in.migrationProjectIdentifier());
        List<ConversionRequest> all = queue.list(project, kind, call);
        Function<ConversionRequest, String> position = it -> it.asked().toEpochMilli() + "/" + it.id();
        Describing describing = new Describing(in.filters(), in.maxRecords(), in.marker());
        Page<ConversionRequest> page = describing.page(name + project.head().id(), 1, call, (after, limit) -> {
            Collection<ConversionRequest> matching = in.filters().isEmpty()
                    ? all
                    : describing.found(
                            Map.of(
                                    "request-id",
                                    value -> only(all, it -> it.id().equals(value)),
                                    "status",
                                    value -> only(
                                            all, it -> status(it, call).name().equals(value))),
                            position);
            return Page.of(matching.stream(), after, limit, position);
        });
        return new Requests(
                page.next(),
                page.items().stream().map(it -> view(it, project, call)).toList());
    }

    private static List<ConversionRequest> only(
            List<ConversionRequest> all, java.util.function.Predicate<ConversionRequest> which) {
        return all.stream().filter(which).toList();
    }

    private Operation<Cancel, Shown> cancel(String name, ConversionKind kind) {
        return DMS.write(name, Cancel.class, Shown.class, (in, call) -> {
                    MigrationProject project = projects.find(Place.of(call), in.migrationProjectIdentifier());
                    return new Shown(view(queue.cancel(project, kind, in.requestIdentifier(), call), project, call));
                })
                .guardedBy((in, call) ->
                        List.of(DmsPermissions.on("dms:" + name, projects, in.migrationProjectIdentifier(), call)))
                .faults(INVALID_RESOURCE_STATE, RESOURCE_NOT_FOUND);
    }

    private Status status(ConversionRequest request, Call call) {
        return request.status(call.now(), queue.times());
    }

    private RequestView view(ConversionRequest request, MigrationProject project, Call call) {
        Status status = status(request, call);
        boolean failed = status == Status.FAILED;
        return new RequestView(
                status,
                request.id(),
                project.head().arn(),
                request.outcome().filter(_ -> failed).map(why -> new ErrorView(new Details(why))),
                status == Status.SUCCESS ? script(request) : Optional.empty(),
                progress(request, status, call));
    }

    /// Where the script would be. Nothing is written there, as there is no S3.
    private static Optional<ScriptView> script(ConversionRequest request) {
        if (request.kind() != EXPORT_AS_SCRIPT) {
            return Optional.empty();
        }
        String path = request.detail().orElseThrow();
        String key = S3Path.key(path, request.subject().orElseThrow());
        return Optional.of(new ScriptView(key, S3Path.url(path, key, request.place())));
    }

    private Optional<ProgressView> progress(ConversionRequest request, Status status, Call call) {
        String step = switch (status) {
            case RECEIVED, IN_PROGRESS -> request.kind().step();
            case SUCCESS -> "FINISHED";
            case FAILED, CANCEL_RECEIVED, CANCELING, CANCELED -> null;
        };
        return Optional.ofNullable(step)
                .map(it -> new ProgressView(
                        request.percent(call.now(), queue.times()),
                        request.selectionRules()
                                .map(rules -> JsonText.requireRules("SelectionRules", rules))
                                .orElse(1),
                        it));
    }
}
