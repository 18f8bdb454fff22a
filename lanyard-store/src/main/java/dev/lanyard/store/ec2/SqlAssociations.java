// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import static dev.lanyard.store.ec2.Regional.HERE;
import static dev.lanyard.store.ec2.Regional.SCOPE;

import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.profile.Association;
import dev.lanyard.core.ec2.profile.AssociationStore;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Rows;
import dev.lanyard.store.sql.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Associations in the table `ec2_profile_association`. The column `active_instance_id` names the instance while the
/// association is active and is unique, which makes every instance wear one profile at most.
public final class SqlAssociations implements AssociationStore {
    private static final Table<Scope, Association> ASSOCIATIONS =
            Table.of("ec2_profile_association", SCOPE, SqlAssociations::association);
    private static final Rows<Scope, Association> ACTIVE = ASSOCIATIONS.where("active_instance_id = ?");
    private static final Rows<Scope, Association> OF_INSTANCE = ASSOCIATIONS.where("instance_id = ?");
    private static final Rows<Scope, Association> SHOWN = ASSOCIATIONS
            .where("position > ? and (active_instance_id is not null or settles > ?)")
            .by("position");
    private static final Rows<Scope, Association> WEARING =
            ASSOCIATIONS.where("profile_arn = ? and active_instance_id is not null");
    private static final Rows<Scope, Association> OVER =
            ASSOCIATIONS.where("instance_id = ? and active_instance_id is null and settles < ?");
    private static final String END = "update ec2_profile_association set active_instance_id = null, settles = ?,"
            + " position = ?" + HERE + " and id = ? and active_instance_id is not null";

    private final Database db;

    public SqlAssociations(Database db) {
        this.db = db;
    }

    private static Association association(Scope scope, Columns<Association> c) {
        c.derived("position", Association::position);
        return new Association(
                scope,
                c.key().text("id", Association::id),
                c.text("instance_id", it -> it.instance().value(), InstanceId::new),
                c.text("profile_arn", Association::profileArn),
                c.text("profile_id", Association::profileId),
                c.optionalText("active_instance_id", SqlAssociations::activeInstance)
                        .isPresent(),
                c.instant("since", Association::since),
                c.instant("settles", Association::settles));
    }

    private static Optional<String> activeInstance(Association association) {
        return Optional.of(association.instance().value()).filter(_ -> association.active());
    }

    @Override
    public Optional<Association> find(Scope scope, String id) {
        return ASSOCIATIONS.find(db, scope, id);
    }

    @Override
    public Optional<Association> active(Scope scope, InstanceId instance) {
        return ACTIVE.first(db, scope, instance.value());
    }

    @Override
    public List<Association> of(Scope scope, InstanceId instance) {
        return OF_INSTANCE.list(db, scope, instance.value());
    }

    @Override
    public List<Association> list(Scope scope, Instant now, String after, int limit) {
        return SHOWN.list(db, limit, scope, after, now);
    }

    @Override
    public List<InstanceId> wearing(Scope scope, String profileArn) {
        return WEARING.list(db, scope, profileArn).stream()
                .map(Association::instance)
                .toList();
    }

    @Override
    public boolean insert(Association association) {
        return ASSOCIATIONS.insertIfAbsent(db, association.scope(), association);
    }

    @Override
    public boolean end(Association association, Instant settles) {
        return db.update(
                        END,
                        settles,
                        association.ended(settles).position(),
                        association.scope().account().value(),
                        association.scope().region().value(),
                        association.id())
                == 1;
    }

    @Override
    public void forget(Scope scope, InstanceId instance) {
        OF_INSTANCE.delete(db, scope, instance.value());
    }

    @Override
    public void purge(Scope scope, InstanceId instance, Instant before) {
        OVER.delete(db, scope, instance.value(), before);
    }
}
