// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import static dev.lanyard.store.ec2.Regional.SCOPE;

import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.ResourceId.VolumeId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.volume.Volume;
import dev.lanyard.core.ec2.volume.Volume.Attachment;
import dev.lanyard.core.ec2.volume.Volume.Media;
import dev.lanyard.core.ec2.volume.VolumeModification;
import dev.lanyard.core.ec2.volume.VolumeStore;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Rows;
import dev.lanyard.store.sql.Table;
import java.util.List;
import java.util.Optional;

/// Volumes in the table `ec2_volume`, the last modification of each in `ec2_volume_modification`.
public final class SqlVolumes implements VolumeStore {
    private static final Table<Scope, Volume> VOLUMES = Table.of("ec2_volume", SCOPE, SqlVolumes::volume);
    private static final Rows<Scope, Volume> OF_INSTANCE =
            VOLUMES.where("instance_id = ?").by("device");
    private static final Table<Scope, VolumeModification> MODIFICATIONS =
            Table.of("ec2_volume_modification", SCOPE, SqlVolumes::modification);

    private final Database db;

    public SqlVolumes(Database db) {
        this.db = db;
    }

    private static Volume volume(Scope scope, Columns<Volume> c) {
        return new Volume(
                scope,
                c.key().text("id", volume -> volume.id().value(), VolumeId::new),
                c.fixed().text("zone", Volume::zone),
                c.in(Volume::media, SqlVolumes::media),
                c.fixed().flag("encrypted", Volume::encrypted),
                c.fixed().optionalText("snapshot_id", Volume::snapshotId),
                c.fixed().instant("created", Volume::created),
                c.optional("instance_id", Volume::attachment, SqlVolumes::attachment));
    }

    private static Media media(Columns<Media> c) {
        return new Media(
                c.integer("size", Media::size),
                c.text("type", Media::type),
                c.optionalInteger("iops", Media::iops),
                c.optionalInteger("throughput", Media::throughput));
    }

    private static Attachment attachment(Columns<Attachment> c) {
        return new Attachment(
                c.text("instance_id", attachment -> attachment.instance().value(), InstanceId::new),
                c.text("device", Attachment::device),
                c.flag("delete_on_termination", Attachment::deleteOnTermination),
                c.instant("attached", Attachment::at));
    }

    private static VolumeModification modification(Columns<VolumeModification> c) {
        return new VolumeModification(
                c.key().text("volume_id", modification -> modification.volume().value(), VolumeId::new),
                c.in("original_", VolumeModification::original, SqlVolumes::media),
                c.in("target_", VolumeModification::target, SqlVolumes::media),
                c.instant("started", VolumeModification::start),
                c.instant("ended", VolumeModification::end));
    }

    @Override
    public Optional<Volume> find(Scope scope, VolumeId id) {
        return VOLUMES.find(db, scope, id.value());
    }

    @Override
    public List<Volume> of(Scope scope, InstanceId instance) {
        return OF_INSTANCE.list(db, scope, instance.value());
    }

    @Override
    public List<Volume> all(Scope scope) {
        return VOLUMES.all(db, scope);
    }

    @Override
    public void insert(Volume volume) {
        VOLUMES.insert(db, volume.scope(), volume);
    }

    @Override
    public void update(Volume volume) {
        VOLUMES.update(db, volume.scope(), volume);
    }

    @Override
    public void delete(Volume volume) {
        MODIFICATIONS.delete(db, volume.scope(), volume.id().value());
        VOLUMES.delete(db, volume.scope(), volume.id().value());
    }

    @Override
    public Optional<VolumeModification> modification(Scope scope, VolumeId id) {
        return MODIFICATIONS.find(db, scope, id.value());
    }

    @Override
    public List<VolumeModification> modifications(Scope scope) {
        return MODIFICATIONS.all(db, scope);
    }

    @Override
    public void setModification(Scope scope, VolumeModification modification) {
        MODIFICATIONS.replace(db, scope, modification);
    }
}
