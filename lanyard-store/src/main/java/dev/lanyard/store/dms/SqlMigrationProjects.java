// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.dms;

import dev.lanyard.core.dms.DataProvider;
import dev.lanyard.core.dms.InstanceProfile;
import dev.lanyard.core.dms.Kind;
import dev.lanyard.core.dms.MigrationProject;
import dev.lanyard.core.dms.MigrationProject.Bucket;
import dev.lanyard.core.dms.MigrationProject.Descriptor;
import dev.lanyard.core.dms.MigrationProject.Secret;
import dev.lanyard.core.dms.MigrationProjectStore;
import dev.lanyard.core.dms.Place;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Rows;
import dev.lanyard.store.sql.Table;
import java.util.List;

/// Migration projects in the table `dms_migration_project`, their data providers in `dms_project_provider`, whose
/// foreign key keeps the providers.
final class SqlMigrationProjects extends SqlResources<MigrationProject> implements MigrationProjectStore {
    private static final String SOURCE = "source";
    private static final String TARGET = "target";

    private static final Table<Place, MigrationProject> PROJECTS =
            Table.of("dms_migration_project", PLACE, SqlMigrationProjects::bare);
    private static final Rows<Place, MigrationProject> OF_PROFILE =
            PROJECTS.where("profile = ?").by("name");
    private static final Rows<Place, MigrationProject> OF_PROVIDER = PROJECTS.where(
                    "exists (select 1 from dms_project_provider d where d.account = dms_migration_project.account"
                            + " and d.region = dms_migration_project.region and d.project = dms_migration_project.id"
                            + " and d.provider = ?)")
            .by("name");
    private static final Table<Place, Descriptor> DESCRIPTORS =
            Table.of("dms_project_provider", PLACE, SqlMigrationProjects::descriptor);
    private static final Rows<Place, Descriptor> DESCRIPTORS_OF = DESCRIPTORS.where("project = ?");
    private static final Rows<Place, Descriptor> SIDE_OF = DESCRIPTORS.where("project = ? and side = ?");

    SqlMigrationProjects(Database db) {
        super(db, PROJECTS);
    }

    private static MigrationProject bare(Place place, Columns<MigrationProject> c) {
        return new MigrationProject(
                head(Kind.MIGRATION_PROJECT, place, c),
                c.optionalText("description", MigrationProject::description),
                c.text("profile", MigrationProject::profile),
                List.of(),
                List.of(),
                c.optionalText("transformation_rules", MigrationProject::rules),
                c.optional("s3_path", MigrationProject::bucket, SqlMigrationProjects::bucket),
                c.optionalText("conversion_configuration", MigrationProject::conversionConfiguration));
    }

    private static Bucket bucket(Columns<Bucket> c) {
        return new Bucket(c.text("s3_path", Bucket::path), c.text("s3_role", Bucket::role));
    }

    private static Descriptor descriptor(Columns<Descriptor> c) {
        c.key().given("project");
        c.key().given("side");
        c.key().given("position");
        return new Descriptor(
                c.text("provider", Descriptor::provider),
                c.optional("secret", Descriptor::secret, SqlMigrationProjects::secret));
    }

    private static Secret secret(Columns<Secret> c) {
        return new Secret(c.text("secret", Secret::id), c.text("secret_role", Secret::role));
    }

    @Override
    MigrationProject complete(MigrationProject bare) {
        Place place = bare.head().place();
        String id = bare.head().id();
        return new MigrationProject(
                bare.head(),
                bare.description(),
                bare.profile(),
                SIDE_OF.list(db, place, id, SOURCE),
                SIDE_OF.list(db, place, id, TARGET),
                bare.rules(),
                bare.bucket(),
                bare.conversionConfiguration());
    }

    @Override
    public List<MigrationProject> of(InstanceProfile profile) {
        return of(OF_PROFILE, profile);
    }

    @Override
    public List<MigrationProject> of(DataProvider provider) {
        return of(OF_PROVIDER, provider);
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
        DESCRIPTORS_OF.delete(db, project.head().place(), project.head().id());
        describe(project);
    }

    private void describe(MigrationProject project) {
        describe(project, SOURCE, project.sources());
        describe(project, TARGET, project.targets());
    }

    private void describe(MigrationProject project, String side, List<Descriptor> descriptors) {
        for (int i = 0; i < descriptors.size(); i++) {
            DESCRIPTORS.insert(
                    db,
                    project.head().place(),
                    descriptors.get(i),
                    project.head().id(),
                    side,
                    i);
        }
    }
}
