// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import dev.lanyard.core.op.Call;
import java.util.List;

/// The metadata models that StartMetadataModelCreation made: the only ones that are known without a database.
record CreatedModels(ConversionQueue queue) {
    /// The requests that made the models which are there now.
    List<ConversionRequest> of(MigrationProject project, Call call) {
        return queue.list(project, ConversionKind.CREATION, call).stream()
                .filter(ConversionRequest::hasMadeModel)
                .toList();
    }

    /// Whether a model of this name is there or about to be.
    boolean isTaken(MigrationProject project, String name, Call call) {
        return queue.list(project, ConversionKind.CREATION, call).stream()
                .filter(it -> it.subject().filter(name::equals).isPresent())
                .anyMatch(it -> it.hasMadeModel()
                        || (it.outcome().isEmpty() && it.cancelled().isEmpty()));
    }
}
