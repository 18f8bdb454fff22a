// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import static dev.lanyard.store.ec2.Regional.SCOPE;

import dev.lanyard.core.ec2.ResourceId.LaunchTemplateId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.template.LaunchTemplate;
import dev.lanyard.core.ec2.template.LaunchTemplateStore;
import dev.lanyard.core.ec2.template.TemplateVersion;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Rows;
import dev.lanyard.store.sql.Table;
import dev.lanyard.store.sql.TreeText;
import java.util.List;
import java.util.Optional;

/// Launch templates in the tables `ec2_launch_template` and `ec2_launch_template_version`.
public final class SqlLaunchTemplates implements LaunchTemplateStore {
    private static final Table<Scope, LaunchTemplate> TEMPLATES =
            Table.of("ec2_launch_template", SCOPE, SqlLaunchTemplates::template);
    private static final Rows<Scope, LaunchTemplate> NAMED = TEMPLATES.where("name = ?");
    private static final Rows<Scope, LaunchTemplate> MADE_WITH = TEMPLATES.where("client_token = ?");
    private static final Table<Scope, TemplateVersion> VERSIONS =
            Table.of("ec2_launch_template_version", SCOPE, SqlLaunchTemplates::templateVersion);
    private static final Rows<Scope, TemplateVersion> VERSIONS_OF = VERSIONS.where("template = ?");

    private final Database db;

    public SqlLaunchTemplates(Database db) {
        this.db = db;
    }

    private static LaunchTemplate template(Columns<LaunchTemplate> c) {
        c.given("client_token");
        return new LaunchTemplate(
                c.key().text("id", template -> template.id().value(), LaunchTemplateId::new),
                c.fixed().text("name", LaunchTemplate::name),
                c.fixed().instant("created", LaunchTemplate::created),
                c.fixed().text("created_by", LaunchTemplate::createdBy),
                c.number("default_version", LaunchTemplate::defaultVersion),
                c.number("latest_version", LaunchTemplate::latestVersion));
    }

    private static TemplateVersion templateVersion(Columns<TemplateVersion> c) {
        c.key().given("template");
        return new TemplateVersion(
                c.key().number("number", TemplateVersion::number),
                c.optionalText("description", TemplateVersion::description),
                c.instant("created", TemplateVersion::created),
                c.text("created_by", TemplateVersion::createdBy),
                c.text("data", version -> TreeText.write(version.data()), TreeText::read));
    }

    @Override
    public List<LaunchTemplate> all(Scope scope) {
        return TEMPLATES.all(db, scope);
    }

    @Override
    public Optional<LaunchTemplate> find(Scope scope, LaunchTemplateId id) {
        return TEMPLATES.find(db, scope, id.value());
    }

    @Override
    public Optional<LaunchTemplate> findNamed(Scope scope, String name) {
        return NAMED.first(db, scope, name);
    }

    @Override
    public Optional<LaunchTemplateId> madeWith(Scope scope, String clientToken) {
        return MADE_WITH.first(db, scope, clientToken).map(LaunchTemplate::id);
    }

    @Override
    public boolean insert(Scope scope, LaunchTemplate template, Optional<String> clientToken) {
        return TEMPLATES.insertIfAbsent(db, scope, template, clientToken);
    }

    @Override
    public void update(Scope scope, LaunchTemplate template) {
        TEMPLATES.update(db, scope, template);
    }

    @Override
    public void delete(Scope scope, LaunchTemplateId id) {
        VERSIONS_OF.delete(db, scope, id.value());
        TEMPLATES.delete(db, scope, id.value());
    }

    @Override
    public List<TemplateVersion> versions(Scope scope, LaunchTemplateId id) {
        return VERSIONS_OF.list(db, scope, id.value());
    }

    @Override
    public Optional<TemplateVersion> version(Scope scope, LaunchTemplateId id, long number) {
        return VERSIONS.find(db, scope, id.value(), number);
    }

    @Override
    public void insert(Scope scope, LaunchTemplateId id, TemplateVersion version) {
        VERSIONS.insert(db, scope, version, id.value());
    }

    @Override
    public void deleteVersion(Scope scope, LaunchTemplateId id, long number) {
        VERSIONS.delete(db, scope, id.value(), number);
    }
}
