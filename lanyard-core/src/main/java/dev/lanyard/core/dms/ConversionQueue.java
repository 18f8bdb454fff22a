// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import static dev.lanyard.core.dms.DmsFault.INVALID_RESOURCE_STATE;
import static dev.lanyard.core.dms.DmsFault.RESOURCE_NOT_FOUND;
import static dev.lanyard.core.dms.DmsFault.RESOURCE_QUOTA_EXCEEDED;

import dev.lanyard.core.dms.ConversionRequest.Status;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.shared.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The requests to schema conversion: those of one project run one after another.
final class ConversionQueue {
    private final ConversionStore requests;
    private final ProjectHealth health;
    private final ConversionTimes times;
    private final DmsQuotas quotas;
    private final Ids ids;

    ConversionQueue(ConversionStore requests, ProjectHealth health, ConversionTimes times, DmsQuotas quotas, Ids ids) {
        this.requests = requests;
        this.health = health;
        this.times = times;
        this.quotas = quotas;
        this.ids = ids;
    }

    ConversionTimes times() {
        return times;
    }

    ProjectHealth health() {
        return health;
    }

    /// What a request is about.
    record Task(
            ConversionKind kind, Optional<String> selectionRules, Optional<String> subject, Optional<String> detail) {}

    ConversionRequest add(MigrationProject project, Task task, Call call) {
        settle(project, call.now());
        List<ConversionRequest> open = requests.unsettled(project);
        if (open.size() >= quotas.openRequests()) {
            throw RESOURCE_QUOTA_EXCEEDED.because("Migration project "
                    + project.head().name() + " has " + open.size() + " requests that are not over.");
        }
        makeRoom(project, task.kind());
        Instant begins =
                open.stream().map(request -> request.end(times)).reduce(call.now(), (a, b) -> a.isAfter(b) ? a : b);
        ConversionRequest request = new ConversionRequest(
                project.head().place(),
                ids.uuid(),
                project.head().id(),
                task.kind(),
                call.now(),
                begins,
                Optional.empty(),
                Optional.empty(),
                task.selectionRules(),
                task.subject(),
                task.detail());
        requests.insert(request);
        return request;
    }

    /// The oldest request that is over makes room for a new one, but a metadata model is not forgotten.
    private void makeRoom(MigrationProject project, ConversionKind kind) {
        List<ConversionRequest> kept = requests.list(project, kind);
        if (kept.size() >= quotas.keptRequests()) {
            requests.delete(kept.stream()
                    .filter(it -> it.outcome().isPresent() && !it.hasMadeModel())
                    .findFirst()
                    .orElseThrow(() -> RESOURCE_QUOTA_EXCEEDED.because("Migration project "
                            + project.head().name() + " has " + kept.size() + " metadata models that were created.")));
        }
    }

    /// The requests of one kind, in the order in which they were asked for, as they stand now.
    List<ConversionRequest> list(MigrationProject project, ConversionKind kind, Call call) {
        settle(project, call.now());
        return requests.list(project, kind);
    }

    ConversionRequest cancel(MigrationProject project, ConversionKind kind, String id, Call call) {
        ConversionRequest request = list(project, kind, call).stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow(() -> RESOURCE_NOT_FOUND.because("Request " + id + " not found."));
        Status status = request.status(call.now(), times);
        if (status != Status.RECEIVED && status != Status.IN_PROGRESS) {
            throw INVALID_RESOURCE_STATE.because(
                    "Request " + id + " is not in a state that allows this: it is " + status + '.');
        }
        ConversionRequest cancelled =
                request.cancelledAt(Instant.ofEpochMilli(call.now().toEpochMilli()));
        requests.update(cancelled);
        return cancelled;
    }

    /// Writes down how requests ended whose time is over.
    private void settle(MigrationProject project, Instant now) {
        for (ConversionRequest request : requests.unsettled(project)) {
            if (request.isOver(now, times)) {
                boolean cancelled = request.cancelled().isPresent();
                ConversionRequest ended =
                        request.ended(cancelled ? "" : health.failure(project).orElse(""));
                requests.update(ended);
                if (ended.hasRefreshed()) {
                    forgetModels(project, ended.begins());
                }
            }
        }
    }

    /// An import that refreshes finds none of the models that were created before it in the database.
    private void forgetModels(MigrationProject project, Instant refresh) {
        requests.list(project, ConversionKind.CREATION).stream()
                .filter(it -> it.hasMadeModel() && !it.begins().isAfter(refresh))
                .forEach(requests::delete);
    }

    /// A project is open while schema conversion works on it. Who asks is about to take something away or to change it,
    /// so that what is over is judged by how things were.
    boolean isOpen(MigrationProject project, Instant now) {
        settle(project, now);
        return !requests.unsettled(project).isEmpty();
    }

    void requireClosed(MigrationProject project, Call call) {
        if (isOpen(project, call.now())) {
            throw INVALID_RESOURCE_STATE.because("Migration project "
                    + project.head().name() + " is not in a state that allows this: schema conversion works on it.");
        }
    }
}
