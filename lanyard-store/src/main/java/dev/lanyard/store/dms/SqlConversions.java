// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.dms;

import static dev.lanyard.store.dms.SqlResources.PLACE;

import dev.lanyard.core.dms.ConversionKind;
import dev.lanyard.core.dms.ConversionRequest;
import dev.lanyard.core.dms.ConversionStore;
import dev.lanyard.core.dms.MigrationProject;
import dev.lanyard.core.dms.Place;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Rows;
import dev.lanyard.store.sql.Table;
import java.util.List;

/// Requests to schema conversion in the table `dms_conversion_request`.
final class SqlConversions implements ConversionStore {
    private static final Table<Place, ConversionRequest> REQUESTS =
            Table.of("dms_conversion_request", PLACE, SqlConversions::request);
    private static final Rows<Place, ConversionRequest> OF_KIND =
            REQUESTS.where("project = ? and kind = ?").by("asked, id");
    private static final Rows<Place, ConversionRequest> UNSETTLED =
            REQUESTS.where("project = ? and outcome is null").by("begins, asked, id");

    private final Database db;

    SqlConversions(Database db) {
        this.db = db;
    }

    private static ConversionRequest request(Place place, Columns<ConversionRequest> c) {
        return new ConversionRequest(
                place,
                c.key().text("id", ConversionRequest::id),
                c.text("project", ConversionRequest::project),
                c.text("kind", request -> request.kind().name(), ConversionKind::valueOf),
                c.instant("asked", ConversionRequest::asked),
                c.instant("begins", ConversionRequest::begins),
                c.optionalInstant("cancelled", ConversionRequest::cancelled),
                c.optionalText("outcome", ConversionRequest::outcome),
                c.optionalText("selection_rules", ConversionRequest::selectionRules),
                c.optionalText("subject", ConversionRequest::subject),
                c.optionalText("detail", ConversionRequest::detail));
    }

    @Override
    public void insert(ConversionRequest request) {
        REQUESTS.insert(db, request.place(), request);
    }

    @Override
    public void update(ConversionRequest request) {
        REQUESTS.update(db, request.place(), request);
    }

    @Override
    public void delete(ConversionRequest request) {
        REQUESTS.delete(db, request.place(), request.id());
    }

    @Override
    public List<ConversionRequest> list(MigrationProject project, ConversionKind kind) {
        return OF_KIND.list(db, project.head().place(), project.head().id(), kind.name());
    }

    @Override
    public List<ConversionRequest> unsettled(MigrationProject project) {
        return UNSETTLED.list(db, project.head().place(), project.head().id());
    }
}
