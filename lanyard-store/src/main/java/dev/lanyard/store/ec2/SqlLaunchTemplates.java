// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import static dev.lanyard.store.ec2.Regional.HERE;

import dev.lanyard.core.ec2.ResourceId.LaunchTemplateId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.template.LaunchTemplate;
import dev.lanyard.core.ec2.template.LaunchTemplateStore;
import dev.lanyard.core.ec2.template.TemplateVersion;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import java.util.List;
import java.util.Optional;

/// Launch templates in the tables `ec2_launch_template` and `ec2_launch_template_version`.
public final class SqlLaunchTemplates implements LaunchTemplateStore {
    private static final String COLUMNS = "id, name, created, created_by, default_version, latest_version";
    private static final String TEMPLATES = "select " + COLUMNS + " from ec2_launch_template" + HERE;
    private static final String VERSION_COLUMNS = "number, description, created, created_by, data";
    private static final String VERSIONS =
            "select " + VERSION_COLUMNS + " from ec2_launch_template_version" + HERE + " and template = ?";

    private final Regional db;

    public SqlLaunchTemplates(Database db) {
        this.db = new Regional(db);
    }

    @Override
    public List<LaunchTemplate> all(Scope scope) {
        return db.query(scope, TEMPLATES + " order by id", SqlLaunchTemplates::template);
    }

    @Override
    public Optional<LaunchTemplate> find(Scope scope, LaunchTemplateId id) {
        return db.one(scope, TEMPLATES + " and id = ?", SqlLaunchTemplates::template, id.value());
    }

    @Override
    public Optional<LaunchTemplate> findNamed(Scope scope, String name) {
        return db.one(scope, TEMPLATES + " and name = ?", SqlLaunchTemplates::template, name);
    }

    @Override
    public Optional<LaunchTemplateId> madeWith(Scope scope, String clientToken) {
        return db.one(
                scope,
                "select id from ec2_launch_template" + HERE + " and client_token = ?",
                row -> new LaunchTemplateId(row.text(1)),
                clientToken);
    }

    @Override
    public boolean insert(Scope scope, LaunchTemplate template, Optional<String> clientToken) {
        return db.insertIfAbsent(
                scope,
                "insert into ec2_launch_template (account, region, " + COLUMNS + ", client_token)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                template.id().value(),
                template.name(),
                template.created(),
                template.createdBy(),
                template.defaultVersion(),
                template.latestVersion(),
                clientToken);
    }

    @Override
    public void update(Scope scope, LaunchTemplate template) {
        db.set(
                scope,
                template.id().value(),
                "update ec2_launch_template set default_version = ?, latest_version = ?",
                template.defaultVersion(),
                template.latestVersion());
    }

    @Override
    public void delete(Scope scope, LaunchTemplateId id) {
        db.update(scope, "delete from ec2_launch_template_version" + HERE + " and template = ?", id.value());
        db.update(scope, "delete from ec2_launch_template" + HERE + " and id = ?", id.value());
    }

    @Override
    public List<TemplateVersion> versions(Scope scope, LaunchTemplateId id) {
        return db.query(scope, VERSIONS + " order by number", SqlLaunchTemplates::version, id.value());
    }

    @Override
    public Optional<TemplateVersion> version(Scope scope, LaunchTemplateId id, long number) {
        return db.one(scope, VERSIONS + " and number = ?", SqlLaunchTemplates::version, id.value(), number);
    }

    @Override
    public void insert(Scope scope, LaunchTemplateId id, TemplateVersion version) {
        db.update(
                scope,
                "insert into ec2_launch_template_version (account, region, template, " + VERSION_COLUMNS + ")"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                id.value(),
                version.number(),
                version.description(),
                version.created(),
                version.createdBy(),
                TreeText.write(version.data()));
    }

    @Override
    public void deleteVersion(Scope scope, LaunchTemplateId id, long number) {
        db.update(
                scope,
                "delete from ec2_launch_template_version" + HERE + " and template = ? and number = ?",
                id.value(),
                number);
    }

    private static LaunchTemplate template(Row row) {
        return new LaunchTemplate(
                new LaunchTemplateId(row.text(1)),
                row.text(2),
                row.instant(3),
                row.text(4),
                row.number(5),
                row.number(6));
    }

    private static TemplateVersion version(Row row) {
        return new TemplateVersion(
                row.number(1), row.optionalText(2), row.instant(3), row.text(4), TreeText.read(row.text(5)));
    }
}
