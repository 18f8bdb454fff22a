// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import java.util.List;

/// Where requests to schema conversion are kept, for as long as their project is there.
public interface ConversionStore {
    void insert(ConversionRequest request);

    /// Replaces the time of cancelling and the outcome.
    void update(ConversionRequest request);

    void delete(ConversionRequest request);

    /// The requests of one kind, in the order in which they were asked for.
    List<ConversionRequest> list(MigrationProject project, ConversionKind kind);

    /// The requests of every kind that have no outcome, in the order in which they begin.
    List<ConversionRequest> unsettled(MigrationProject project);
}
