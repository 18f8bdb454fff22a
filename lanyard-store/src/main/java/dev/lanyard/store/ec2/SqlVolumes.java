// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.ResourceId.VolumeId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.volume.Volume;
import dev.lanyard.core.ec2.volume.Volume.Attachment;
import dev.lanyard.core.ec2.volume.Volume.Media;
import dev.lanyard.core.ec2.volume.VolumeModification;
import dev.lanyard.core.ec2.volume.VolumeStore;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import java.util.List;
import java.util.Optional;

/// Volumes in the table `ec2_volume`, the last modification of each in `ec2_volume_modification`.
public final class SqlVolumes implements VolumeStore {
    private static final String SELECT = "select id, zone, size, type, iops, throughput, encrypted, snapshot_id,"
            + " created, instance_id, device, delete_on_termination, attached from ec2_volume"
            + " where account = ? and region = ?";
    private static final String MODIFICATIONS = "select volume_id, original_size, original_type, original_iops,"
            + " original_throughput, target_size, target_type, target_iops, target_throughput, started, ended"
            + " from ec2_volume_modification where account = ? and region = ?";

    private final Database db;

    public SqlVolumes(Database db) {
        this.db = db;
    }

    @Override
    public Optional<Volume> find(Scope scope, VolumeId id) {
        return db.one(
                SELECT + " and id = ?",
                row -> volume(scope, row),
                scope.account().value(),
                scope.region().value(),
                id.value());
    }

    @Override
    public List<Volume> of(Scope scope, InstanceId instance) {
        return db.query(
                SELECT + " and instance_id = ? order by device",
                row -> volume(scope, row),
                scope.account().value(),
                scope.region().value(),
                instance.value());
    }

    @Override
    public List<Volume> all(Scope scope) {
        return db.query(
                SELECT,
                row -> volume(scope, row),
                scope.account().value(),
                scope.region().value());
    }

    @Override
    public void insert(Volume volume) {
        Optional<Attachment> attachment = volume.attachment();
        db.update(
                "insert into ec2_volume (account, region, id, zone, size, type, iops, throughput, encrypted,"
                        + " snapshot_id, created, instance_id, device, delete_on_termination, attached)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                volume.scope().account().value(),
                volume.scope().region().value(),
                volume.id().value(),
                volume.zone(),
                volume.media().size(),
                volume.media().type(),
                volume.media().iops(),
                volume.media().throughput(),
                volume.encrypted(),
                volume.snapshotId(),
                volume.created(),
                attachment.map(it -> it.instance().value()),
                attachment.map(Attachment::device),
                attachment.map(Attachment::deleteOnTermination),
                attachment.map(Attachment::at));
    }

    @Override
    public void update(Volume volume) {
        Optional<Attachment> attachment = volume.attachment();
        db.update(
                "update ec2_volume set size = ?, type = ?, iops = ?, throughput = ?, instance_id = ?, device = ?,"
                        + " delete_on_termination = ?, attached = ? where account = ? and region = ? and id = ?",
                volume.media().size(),
                volume.media().type(),
                volume.media().iops(),
                volume.media().throughput(),
                attachment.map(it -> it.instance().value()),
                attachment.map(Attachment::device),
                attachment.map(Attachment::deleteOnTermination),
                attachment.map(Attachment::at),
                volume.scope().account().value(),
                volume.scope().region().value(),
                volume.id().value());
    }

    @Override
    public void delete(Volume volume) {
        db.update(
                "delete from ec2_volume_modification where account = ? and region = ? and volume_id = ?",
                volume.scope().account().value(),
                volume.scope().region().value(),
                volume.id().value());
        db.update(
                "delete from ec2_volume where account = ? and region = ? and id = ?",
                volume.scope().account().value(),
                volume.scope().region().value(),
                volume.id().value());
    }

    @Override
    public Optional<VolumeModification> modification(Scope scope, VolumeId id) {
        return db.one(
                MODIFICATIONS + " and volume_id = ?",
                SqlVolumes::modification,
                scope.account().value(),
                scope.region().value(),
                id.value());
    }

    @Override
    public List<VolumeModification> modifications(Scope scope) {
        return db.query(
                MODIFICATIONS,
                SqlVolumes::modification,
                scope.account().value(),
                scope.region().value());
    }

    @Override
    public void setModification(Scope scope, VolumeModification modification) {
        db.update(
                "delete from ec2_volume_modification where account = ? and region = ? and volume_id = ?",
                scope.account().value(),
                scope.region().value(),
                modification.volume().value());
        db.update(
                "insert into ec2_volume_modification (account, region, volume_id, original_size, original_type,"
                        + " original_iops, original_throughput, target_size, target_type, target_iops,"
                        + " target_throughput, started, ended) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                scope.account().value(),
                scope.region().value(),
                modification.volume().value(),
                modification.original().size(),
                modification.original().type(),
                modification.original().iops(),
                modification.original().throughput(),
                modification.target().size(),
                modification.target().type(),
                modification.target().iops(),
                modification.target().throughput(),
                modification.start(),
                modification.end());
    }

    private static Volume volume(Scope scope, Row row) {
        return new Volume(
                scope,
                new VolumeId(row.text(1)),
                row.text(2),
                media(row, 3),
                row.flag(7),
                row.optionalText(8),
                row.instant(9),
                row.optionalText(10)
                        .map(instance ->
                                new Attachment(new InstanceId(instance), row.text(11), row.flag(12), row.instant(13))));
    }

    private static VolumeModification modification(Row row) {
        return new VolumeModification(
                new VolumeId(row.text(1)), media(row, 2), media(row, 6), row.instant(10), row.instant(11));
    }

    private static Media media(Row row, int first) {
        return new Media(
                row.integer(first),
                row.text(first + 1),
                row.optionalNumber(first + 2).map(Long::intValue),
                row.optionalNumber(first + 3).map(Long::intValue));
    }
}
