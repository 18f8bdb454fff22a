// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import dev.lanyard.core.dms.ConversionRequest.Status;
import dev.lanyard.core.op.Call;
import java.util.List;
import java.util.Optional;

/// The metadata models that StartMetadataModelCreation made: the only ones that are known without a database. An import
/// of the source that refreshes forgets those made before it.
record CreatedModels(ConversionQueue queue) {
    static final String REFRESH = "refresh";

    /// The requests that made the models which are there now.
    List<ConversionRequest> of(MigrationProject project, Call call) {
        Optional<ConversionRequest> refresh = queue.list(project, ConversionKind.IMPORT, call).stream()
                .filter(it -> it.subject().filter(REFRESH::equals).isPresent())
                .filter(it -> status(it, call) == Status.SUCCESS)
                .reduce((_, later) -> later);
        return queue.list(project, ConversionKind.CREATION, call).stream()
                .filter(it -> status(it, call) == Status.SUCCESS)
                .filter(it ->
                        refresh.isEmpty() || it.begins().isAfter(refresh.get().begins()))
                .toList();
    }

    /// Whether a model of this name is there or about to be.
    boolean isTaken(MigrationProject project, String name, Call call) {
        List<ConversionRequest> made = of(project, call);
        return queue.list(project, ConversionKind.CREATION, call).stream()
                .filter(it -> it.subject().filter(name::equals).isPresent())
                .anyMatch(it -> made.contains(it)
                        || status(it, call) == Status.RECEIVED
                        || status(it, call) == Status.IN_PROGRESS);
    }

    private Status status(ConversionRequest request, Call call) {
        return request.status(call.now(), queue.times());
    }
}
