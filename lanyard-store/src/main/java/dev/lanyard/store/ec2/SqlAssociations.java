// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.profile.Association;
import dev.lanyard.core.ec2.profile.AssociationStore;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Associations in the table `ec2_profile_association`. The column `active_instance_id` names the instance while the
/// association is active and is unique, which makes every instance wear one profile at most.
public final class SqlAssociations implements AssociationStore {
    private static final String SELECT = "select id, instance_id, active_instance_id, profile_arn, profile_id, since,"
            + " settles from ec2_profile_association where account = ? and region = ?";

    private final Database db;

    public SqlAssociations(Database db) {
        this.db = db;
    }

    @Override
    public Optional<Association> find(Scope scope, String id) {
        return db.one(
                SELECT + " and id = ?",
                row -> association(scope, row),
                scope.account().value(),
                scope.region().value(),
                id);
    }

    @Override
    public Optional<Association> active(Scope scope, InstanceId instance) {
        return db.one(
                SELECT + " and active_instance_id = ?",
                row -> association(scope, row),
                scope.account().value(),
                scope.region().value(),
                instance.value());
    }

    @Override
    public List<Association> of(Scope scope, InstanceId instance) {
        return db.query(
                SELECT + " and instance_id = ?",
                row -> association(scope, row),
                scope.account().value(),
                scope.region().value(),
                instance.value());
    }

    @Override
    public List<Association> list(Scope scope, Instant now, String after, int limit) {
        return db.query(
                SELECT
                        + " and position > ? and (active_instance_id is not null or settles > ?) order by position limit ?",
                row -> association(scope, row),
                scope.account().value(),
                scope.region().value(),
                after,
                now,
                limit);
    }

    @Override
    public List<InstanceId> wearing(Scope scope, String profileArn) {
        return db.query(
                "select instance_id from ec2_profile_association where account = ? and region = ?"
                        + " and profile_arn = ? and active_instance_id is not null",
                row -> new InstanceId(row.text(1)),
                scope.account().value(),
                scope.region().value(),
                profileArn);
    }

    @Override
    public boolean insert(Association association) {
        return db.insertIfAbsent(
                "insert into ec2_profile_association (account, region, id, instance_id, active_instance_id,"
                        + " profile_arn, profile_id, since, settles, position) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (account, region, active_instance_id) do nothing",
                association.scope().account().value(),
                association.scope().region().value(),
                association.id(),
                association.instance().value(),
                association.active() ? association.instance().value() : null,
                association.profileArn(),
                association.profileId(),
                association.since(),
                association.settles(),
                association.position());
    }

    @Override
    public boolean end(Association association, Instant settles) {
        return db.update(
                        "update ec2_profile_association set active_instance_id = null, settles = ?, position = ?"
                                + " where account = ? and region = ? and id = ? and active_instance_id is not null",
                        settles,
                        association.ended(settles).position(),
                        association.scope().account().value(),
                        association.scope().region().value(),
                        association.id())
                == 1;
    }

    @Override
    public void forget(Scope scope, InstanceId instance) {
        db.update(
                "delete from ec2_profile_association where account = ? and region = ? and instance_id = ?",
                scope.account().value(),
                scope.region().value(),
                instance.value());
    }

    @Override
    public void purge(Scope scope, InstanceId instance, Instant before) {
        db.update(
                "delete from ec2_profile_association where account = ? and region = ? and instance_id = ?"
                        + " and active_instance_id is null and settles < ?",
                scope.account().value(),
                scope.region().value(),
                instance.value(),
                before);
    }

    private static Association association(Scope scope, Row row) {
        return new Association(
                scope,
                row.text(1),
                new InstanceId(row.text(2)),
                row.text(4),
                row.text(5),
                row.optionalText(3).isPresent(),
                row.instant(6),
                row.instant(7));
    }
}
