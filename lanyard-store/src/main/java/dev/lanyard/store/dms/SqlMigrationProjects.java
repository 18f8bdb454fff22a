// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.dms;

import dev.lanyard.core.dms.DataProvider;
import dev.lanyard.core.dms.Head;
import dev.lanyard.core.dms.InstanceProfile;
import dev.lanyard.core.dms.Kind;
import dev.lanyard.core.dms.MigrationProject;
import dev.lanyard.core.dms.MigrationProject.Bucket;
import dev.lanyard.core.dms.MigrationProject.Descriptor;
import dev.lanyard.core.dms.MigrationProject.Secret;
import dev.lanyard.core.dms.MigrationProjectStore;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Migration projects in the table `dms_migration_project`, their data providers in `dms_project_provider`, whose
/// foreign key keeps the providers.
final class SqlMigrationProjects extends SqlResources<MigrationProject> implements MigrationProjectStore {
    private static final String SOURCE = "source";
    private static final String TARGET = "target";

    SqlMigrationProjects(Database db) {
        super(
                db,
                Kind.MIGRATION_PROJECT,
                "dms_migration_project",
                List.of(
                        "description",
                        "profile",
                        "transformation_rules",
                        "s3_path",
                        "s3_role",
                        "conversion_configuration"));
    }

    @Override
    public List<MigrationProject> of(InstanceProfile profile) {
        return where(" and profile = ?", profile.head());
    }

    @Override
    public List<MigrationProject> of(DataProvider provider) {
        return where(
                " and exists (select 1 from dms_project_provider d where d.account = dms_migration_project.account"
                        + " and d.region = dms_migration_project.region and d.project = dms_migration_project.id"
                        + " and d.provider = ?)",
                provider.head());
    }

    @Override
    public boolean insert(MigrationProject project) {
        boolean inserted = super.insert(project);
        if (inserted) {
            describe(project);
        }
        return inserted;
    }

    @Override
    public void update(MigrationProject project) {
        super.update(project);
        db.update(
                "delete from dms_project_provider where account = ? and region = ? and project = ?",
                key(project.head()).toArray());
        describe(project);
    }

    private void describe(MigrationProject project) {
        describe(project, SOURCE, project.sources());
        describe(project, TARGET, project.targets());
    }

    private void describe(MigrationProject project, String side, List<Descriptor> descriptors) {
        Head head = project.head();
        for (int i = 0; i < descriptors.size(); i++) {
            Descriptor descriptor = descriptors.get(i);
            db.update(
                    "insert into dms_project_provider"
                            + " (account, region, project, side, position, provider, secret, secret_role)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                    head.place().account().value(),
                    head.place().region().value(),
                    head.id(),
                    side,
                    i,
                    descriptor.provider(),
                    descriptor.secret().map(Secret::id),
                    descriptor.secret().map(Secret::role));
        }
    }

    @Override
    List<MigrationProject> complete(List<MigrationProject> rows) {
        return rows.stream().map(this::complete).toList();
    }

    private MigrationProject complete(MigrationProject row) {
        return new MigrationProject(
                row.head(),
                row.description(),
                row.profile(),
                descriptors(row.head(), SOURCE),
                descriptors(row.head(), TARGET),
                row.rules(),
                row.bucket(),
                row.conversionConfiguration());
    }

    private List<Descriptor> descriptors(Head head, String side) {
        return db.query(
                "select provider, secret, secret_role from dms_project_provider"
                        + " where account = ? and region = ? and project = ? and side = ? order by position",
                row -> new Descriptor(row.text(1), row.optionalText(2).map(id -> new Secret(id, row.text(3)))),
                head.place().account().value(),
                head.place().region().value(),
                head.id(),
                side);
    }

    @Override
    MigrationProject read(Head head, Row row) {
        return new MigrationProject(
                head,
                row.optionalText(OWN),
                row.text(OWN + 1),
                List.of(),
                List.of(),
                row.optionalText(OWN + 2),
                row.optionalText(OWN + 3).map(path -> new Bucket(path, row.text(OWN + 4))),
                row.optionalText(OWN + 5));
    }

    @Override
    List<Object> own(MigrationProject project) {
        Optional<Bucket> bucket = project.bucket();
        return Arrays.asList(
                project.description(),
                project.profile(),
                project.rules(),
                bucket.map(Bucket::path),
                bucket.map(Bucket::role),
                project.conversionConfiguration());
    }
}
