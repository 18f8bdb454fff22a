// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.catalogue;

import static dev.lanyard.core.ec2.Ec2Service.EC2;

import dev.lanyard.core.ec2.Ec2Filters;
import dev.lanyard.core.ec2.Ec2Paging;
import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.Filter;
import dev.lanyard.core.ec2.ResourceId.ImageId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Selection;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.shared.Page;
import dev.lanyard.core.shared.Tag;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/// Machine images.
public final class ImageApi implements ApiSection {
    private static final String ALIAS = "amazon";
    private static final DateTimeFormatter CREATION_DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final Ec2Filters<ImageView> FILTERS = Ec2Filters.<ImageView>none()
            .on("architecture", ImageView::architecture)
            .on("block-device-mapping.delete-on-termination", _ -> true)
            .on("block-device-mapping.device-name", ImageView::rootDeviceName)
            .on("block-device-mapping.encrypted", _ -> false)
            .on(
                    "block-device-mapping.snapshot-id",
                    it -> it.blockDeviceMappings().getFirst().ebs().snapshotId())
            .on(
                    "block-device-mapping.volume-size",
                    it -> it.blockDeviceMappings().getFirst().ebs().volumeSize())
            .on(
                    "block-device-mapping.volume-type",
                    it -> it.blockDeviceMappings().getFirst().ebs().volumeType())
            .on("boot-mode", ImageView::bootMode)
            .on("creation-date", ImageView::creationDate)
            .on("description", ImageView::description)
            .on("ena-support", ImageView::enaSupport)
            .on("hypervisor", ImageView::hypervisor)
            .on("image-id", ImageView::imageId)
            .on("image-type", ImageView::imageType)
            .on("is-public", ImageView::isPublic)
            .on("kernel-id", _ -> null)
            .on("manifest-location", ImageView::imageLocation)
            .on("name", ImageView::name)
            .on("owner-alias", ImageView::imageOwnerAlias)
            .on("owner-id", ImageView::ownerId)
            .on("platform", it -> it.platform().orElse(null))
            .on("product-code", _ -> null)
            .on("product-code.type", _ -> null)
            .on("ramdisk-id", _ -> null)
            .on("root-device-name", ImageView::rootDeviceName)
            .on("root-device-type", ImageView::rootDeviceType)
            .on("source-instance-id", _ -> null)
            .on("state", ImageView::state)
            .on("state-reason-code", _ -> null)
            .on("state-reason-message", _ -> null)
            .on("sriov-net-support", ImageView::sriovNetSupport)
            .on("virtualization-type", ImageView::virtualizationType)
            .tagged(_ -> List.of());

    private final Images images;

    public ImageApi(Images images) {
        this.images = images;
    }

    record DescribeImages(
            List<ImageId> imageIds,
            List<String> owners,
            List<String> executableUsers,
            List<Filter> filters,
            Optional<Integer> maxResults,
            Optional<String> nextToken) {}

    record Ebs(String snapshotId, int volumeSize, String volumeType, boolean deleteOnTermination, boolean encrypted) {}

    record Mapping(String deviceName, Ebs ebs) {}

    record ImageView(
            ImageId imageId,
            String imageLocation,
            String name,
            String description,
            String ownerId,
            String imageOwnerAlias,
            String state,
            boolean isPublic,
            String creationDate,
            String architecture,
            String imageType,
            Optional<String> platform,
            String platformDetails,
            String usageOperation,
            String rootDeviceName,
            String rootDeviceType,
            List<Mapping> blockDeviceMappings,
            String virtualizationType,
            String hypervisor,
            String bootMode,
            boolean enaSupport,
            String sriovNetSupport,
            Optional<String> imdsSupport,
            List<Tag> tags) {}

    record Described(List<ImageView> images, Optional<String> nextToken) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(EC2.read("DescribeImages", DescribeImages.class, Described.class, this::describe)
                .guardedBy((_, call) -> Ec2Permissions.onAll("DescribeImages", call)));
    }

    private Described describe(DescribeImages in, Call call) {
        var matching = FILTERS.matching(in.filters());
        Ec2Paging paging =
                new Ec2Paging(in.maxResults(), in.nextToken()).notWith(in.imageIds(), "imageIdsSet", "maxResults");
        Page<ImageView> page = paging.page(
                "DescribeImages" + in,
                call,
                Selection.of(
                                ResourceType.IMAGE,
                                in.imageIds(),
                                id -> images.find(call.region(), id),
                                () -> images.all(call.region()))
                        .map(ImageApi::view)
                        .filter(image -> in.owners().isEmpty()
                                || in.owners().contains(ALIAS)
                                || in.owners().contains(image.ownerId()))
                        .filter(_ -> in.executableUsers().isEmpty()
                                || in.executableUsers().contains("all"))
                        .filter(matching),
                image -> image.imageId().value());
        return new Described(page.items(), page.next());
    }

    private static ImageView view(Image image) {
        return new ImageView(
                image.id(),
                ALIAS + "/" + image.name(),
                image.name(),
                image.description(),
                image.owner(),
                ALIAS,
                "available",
                true,
                CREATION_DATE.format(image.created()),
                image.architecture(),
                "machine",
                image.windows() ? Optional.of("windows") : Optional.empty(),
                image.platformDetails(),
                image.usageOperation(),
                image.rootDevice(),
                "ebs",
                List.of(new Mapping(
                        image.rootDevice(),
                        new Ebs(image.snapshot(), image.volumeSize(), image.volumeType(), true, false))),
                "hvm",
                "xen",
                image.bootMode(),
                true,
                "simple",
                image.tokensRequired() ? Optional.of("v2.0") : Optional.empty(),
                List.of());
    }
}
