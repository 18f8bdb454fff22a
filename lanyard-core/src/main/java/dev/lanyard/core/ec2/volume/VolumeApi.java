// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.volume;

import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.ec2.Ec2Service.EC2;

import dev.lanyard.core.ec2.Ec2Filters;
import dev.lanyard.core.ec2.Ec2Paging;
import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.Filter;
import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.ResourceId.VolumeId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.TagStore;
import dev.lanyard.core.ec2.volume.Volume.Media;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.shared.Page;
import dev.lanyard.core.shared.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The disks of instances, and changes of their size and performance.
public final class VolumeApi implements ApiSection {
    private static final int MAX_RESULTS = 1000;

    private final VolumeStore volumes;
    private final TagStore tags;
    private final Ec2Permissions permissions;
    private final Duration modifying;

    /// @param modifying how long a modification takes
    public VolumeApi(VolumeStore volumes, TagStore tags, Ec2Permissions permissions, Duration modifying) {
        this.volumes = volumes;
        this.tags = tags;
        this.permissions = permissions;
        this.modifying = modifying;
    }

    record DescribeVolumes(
            List<VolumeId> volumeIds, List<Filter> filters, Optional<Integer> maxResults, Optional<String> nextToken) {}

    record ModifyVolume(
            VolumeId volumeId,
            Optional<Integer> size,
            Optional<String> volumeType,
            Optional<Integer> iops,
            Optional<Integer> throughput) {}

    record DescribeVolumesModifications(
            List<VolumeId> volumeIds, List<Filter> filters, Optional<Integer> maxResults, Optional<String> nextToken) {}

    record AttachmentView(
            boolean deleteOnTermination,
            VolumeId volumeId,
            InstanceId instanceId,
            String device,
            String state,
            Instant attachTime) {}

    record VolumeView(
            Optional<Integer> iops,
            List<Tag> tags,
            String volumeType,
            boolean multiAttachEnabled,
            Optional<Integer> throughput,
            VolumeId volumeId,
            int size,
            String snapshotId,
            String availabilityZone,
            String state,
            Instant createTime,
            List<AttachmentView> attachments,
            boolean encrypted) {}

    record Volumes(Optional<String> nextToken, List<VolumeView> volumes) {}

    record ModificationView(
            VolumeId volumeId,
            String modificationState,
            int targetSize,
            Optional<Integer> targetIops,
            String targetVolumeType,
            Optional<Integer> targetThroughput,
            boolean targetMultiAttachEnabled,
            int originalSize,
            Optional<Integer> originalIops,
            String originalVolumeType,
            Optional<Integer> originalThroughput,
            boolean originalMultiAttachEnabled,
            long progress,
            Instant startTime,
            Optional<Instant> endTime) {}

    record Modified(ModificationView volumeModification) {}

    record Modifications(Optional<String> nextToken, List<ModificationView> volumesModifications) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                EC2.read("DescribeVolumes", DescribeVolumes.class, Volumes.class, this::describe)
                        .guardedBy((_, call) -> Ec2Permissions.onAll("DescribeVolumes", call)),
                EC2.write("ModifyVolume", ModifyVolume.class, Modified.class, this::modify)
                        .guardedBy((in, call) -> List.of(permissions.on("ModifyVolume", in.volumeId(), call))),
                EC2.read(
                                "DescribeVolumesModifications",
                                DescribeVolumesModifications.class,
                                Modifications.class,
                                this::describeModifications)
                        .guardedBy((_, call) -> Ec2Permissions.onAll("DescribeVolumesModifications", call)));
    }

    private Volumes describe(DescribeVolumes in, Call call) {
        Page<VolumeView> page = new Ec2Paging(in.maxResults(), in.nextToken())
                .within(5, MAX_RESULTS)
                .notWith(in.volumeIds(), "volumesSet", "maxResults")
                .page(
                        "DescribeVolumes" + in.filters() + in.volumeIds(),
                        call,
                        candidates(in, call).map(volume -> view(volume, call)).filter(FILTERS.matching(in.filters())),
                        volume -> volume.volumeId().value());
        return new Volumes(page.next(), page.items());
    }

    private Stream<Volume> candidates(DescribeVolumes in, Call call) {
        return in.volumeIds().isEmpty()
                ? volumes.all(Scope.of(call)).stream()
                : new LinkedHashSet<>(in.volumeIds()).stream().map(id -> find(id, call));
    }

    private static final Ec2Filters<VolumeView> FILTERS = Ec2Filters.<VolumeView>none()
            .onAny("attachment.attach-time", it -> it.attachments().stream().map(AttachmentView::attachTime))
            .onAny(
                    "attachment.delete-on-termination",
                    it -> it.attachments().stream().map(AttachmentView::deleteOnTermination))
            .onAny("attachment.device", it -> it.attachments().stream().map(AttachmentView::device))
            .onAny("attachment.instance-id", it -> it.attachments().stream().map(AttachmentView::instanceId))
            .onAny("attachment.status", it -> it.attachments().stream().map(AttachmentView::state))
            .on("availability-zone", VolumeView::availabilityZone)
            .on("create-time", VolumeView::createTime)
            .on("encrypted", VolumeView::encrypted)
            .on("multi-attach-enabled", VolumeView::multiAttachEnabled)
            .on("size", VolumeView::size)
            .on("snapshot-id", VolumeView::snapshotId)
            .on("status", VolumeView::state)
            .on("volume-id", VolumeView::volumeId)
            .on("volume-type", VolumeView::volumeType)
            .tagged(VolumeView::tags);

    private Modified modify(ModifyVolume in, Call call) {
        Volume volume = find(in.volumeId(), call);
        Media current = volume.media();
        String type = in.volumeType().orElse(current.type());
        boolean sameType = type.equals(current.type());
        Media target = Media.of(
                in.size().orElse(current.size()),
                type,
                in.iops().or(() -> sameType ? current.iops() : Optional.empty()),
                in.throughput().or(() -> sameType ? current.throughput() : Optional.empty()));
        if (target.size() < current.size()) {
            throw INVALID_PARAMETER_VALUE.because("New size cannot be smaller than existing size");
        }
        VolumeModification modification = new VolumeModification(
                volume.id(), current, target, call.now(), call.now().plus(modifying));
        volumes.update(volume.with(target));
        volumes.setModification(Scope.of(call), modification);
        return new Modified(view(modification, "modifying", 0));
    }

    private Modifications describeModifications(DescribeVolumesModifications in, Call call) {
        in.volumeIds().forEach(id -> find(id, call));
        Page<ModificationView> page = new Ec2Paging(in.maxResults(), in.nextToken())
                .within(1, MAX_RESULTS)
                .page(
                        "DescribeVolumesModifications" + in.filters() + in.volumeIds(),
                        call,
                        volumes.modifications(Scope.of(call)).stream()
                                .filter(each -> in.volumeIds().isEmpty()
                                        || in.volumeIds().contains(each.volume()))
                                .map(each -> view(each, call.now()))
                                .filter(MODIFICATION_FILTERS.matching(in.filters())),
                        each -> each.volumeId().value());
        return new Modifications(page.next(), page.items());
    }

    private static final Ec2Filters<ModificationView> MODIFICATION_FILTERS = Ec2Filters.<ModificationView>none()
            .on("volume-id", ModificationView::volumeId)
            .on("modification-state", ModificationView::modificationState)
            .on("target-size", ModificationView::targetSize)
            .on("target-iops", it -> it.targetIops().orElse(null))
            .on("target-volume-type", ModificationView::targetVolumeType)
            .on("original-size", ModificationView::originalSize)
            .on("original-iops", it -> it.originalIops().orElse(null))
            .on("original-volume-type", ModificationView::originalVolumeType)
            .on("start-time", ModificationView::startTime);

    private Volume find(VolumeId id, Call call) {
        return volumes.find(Scope.of(call), id).orElseThrow(() -> ResourceType.VOLUME.notFound(id.value()));
    }

    private VolumeView view(Volume volume, Call call) {
        return new VolumeView(
                volume.media().iops(),
                tags.of(Scope.of(call), volume.id().value()),
                volume.media().type(),
                false,
                volume.media().throughput(),
                volume.id(),
                volume.media().size(),
                volume.snapshotId().orElse(""),
                volume.zone(),
                volume.attachment().isPresent() ? "in-use" : "available",
                volume.created(),
                volume
                        .attachment()
                        .map(it -> new AttachmentView(
                                it.deleteOnTermination(), volume.id(), it.instance(), it.device(), "attached", it.at()))
                        .stream()
                        .toList(),
                volume.encrypted());
    }

    private static ModificationView view(VolumeModification modification, Instant now) {
        return now.isBefore(modification.end())
                ? view(modification, "modifying", 0)
                : view(modification, "completed", 100);
    }

    private static ModificationView view(VolumeModification modification, String state, long progress) {
        Media original = modification.original();
        Media target = modification.target();
        return new ModificationView(
                modification.volume(),
                state,
                target.size(),
                target.iops(),
                target.type(),
                target.throughput(),
                false,
                original.size(),
                original.iops(),
                original.type(),
                original.throughput(),
                false,
                progress,
                modification.start(),
                progress == 100 ? Optional.of(modification.end()) : Optional.empty());
    }
}
