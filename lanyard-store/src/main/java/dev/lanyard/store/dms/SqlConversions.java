// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.dms;

import dev.lanyard.core.dms.ConversionKind;
import dev.lanyard.core.dms.ConversionRequest;
import dev.lanyard.core.dms.ConversionStore;
import dev.lanyard.core.dms.MigrationProject;
import dev.lanyard.core.dms.Place;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import java.util.List;

/// Requests to schema conversion in the table `dms_conversion_request`.
final class SqlConversions implements ConversionStore {
    private static final String SELECT =
            "select id, project, kind, asked, begins, cancelled, outcome, selection_rules, subject, detail"
                    + " from dms_conversion_request where account = ? and region = ? and project = ?";

    private final Database db;

    SqlConversions(Database db) {
        this.db = db;
    }

    @Override
    public void insert(ConversionRequest request) {
        db.update(
                "insert into dms_conversion_request (account, region, id, project, kind, asked, begins, cancelled,"
                        + " outcome, selection_rules, subject, detail) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                request.place().account().value(),
                request.place().region().value(),
                request.id(),
                request.project(),
                request.kind().name(),
                request.asked(),
                request.begins(),
                request.cancelled(),
                request.outcome(),
                request.selectionRules(),
                request.subject(),
                request.detail());
    }

    @Override
    public void update(ConversionRequest request) {
        db.update(
                "update dms_conversion_request set cancelled = ?, outcome = ?"
                        + " where account = ? and region = ? and id = ?",
                request.cancelled(),
                request.outcome(),
                request.place().account().value(),
                request.place().region().value(),
                request.id());
    }

    @Override
    public void delete(ConversionRequest request) {
        db.update(
                "delete from dms_conversion_request where account = ? and region = ? and id = ?",
                request.place().account().value(),
                request.place().region().value(),
                request.id());
    }

    @Override
    public List<ConversionRequest> list(MigrationProject project, ConversionKind kind) {
        Place place = project.head().place();
        return db.query(
                SELECT + " and kind = ? order by asked, id",
                row -> request(place, row),
                place.account().value(),
                place.region().value(),
                project.head().id(),
                kind.name());
    }

    @Override
    public List<ConversionRequest> unsettled(MigrationProject project) {
        Place place = project.head().place();
        return db.query(
                SELECT + " and outcome is null order by begins, asked, id",
                row -> request(place, row),
                place.account().value(),
                place.region().value(),
                project.head().id());
    }

    private static ConversionRequest request(Place place, Row row) {
        return new ConversionRequest(
                place,
                row.text(1),
                row.text(2),
                ConversionKind.valueOf(row.text(3)),
                row.instant(4),
                row.instant(5),
                row.optionalInstant(6),
                row.optionalText(7),
                row.optionalText(8),
                row.optionalText(9),
                row.optionalText(10));
    }
}
