// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.ec2.Ec2Filters;
import dev.lanyard.core.ec2.instance.InstanceReader.Reading.Details;
import dev.lanyard.core.ec2.network.NetworkInterface;
import dev.lanyard.core.ec2.network.NetworkInterface.Attachment;
import dev.lanyard.core.ec2.network.NetworkInterface.PublicAddress;
import dev.lanyard.core.ec2.profile.Association;
import dev.lanyard.core.ec2.volume.Volume;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;
import java.util.stream.Stream;

/// The filters of DescribeInstances.
final class InstanceFilters {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    static final Ec2Filters<Details> ALL = devices(interfaces(metadata(settings(launch(Ec2Filters.none())))));

    private InstanceFilters() {}

    private static Ec2Filters<Details> launch(Ec2Filters<Details> filters) {
        return filters.on("instance-id", it -> it.instance().id())
                .on("owner-id", it -> it.instance().scope().account())
                .on("reservation-id", it -> it.instance().launch().reservation())
                .on("client-token", it -> it.instance().launch().clientToken())
                .on("launch-index", it -> it.instance().launch().index())
                .on(
                        "launch-time",
                        it -> time(
                                InstanceShow.seconds(it.instance().lifecycle().started())))
                .on(
                        "usage-operation-update-time",
                        it -> time(InstanceShow.seconds(it.instance().launch().at())))
                .on("image-id", it -> it.instance().launch().software().imageId())
                .on("architecture", it -> it.instance().launch().software().architecture())
                .on("boot-mode", it -> it.instance().launch().software().bootMode())
                .on(
                        "current-instance-boot-mode",
                        it -> InstanceShow.currentBootMode(
                                it.instance().launch().software()))
                .on(
                        "platform",
                        it -> it.instance().launch().software().platform().orElse(null))
                .on("platform-details", it -> InstanceShow.platformDetails(it.instance()))
                .on("usage-operation", it -> InstanceShow.usageOperation(it.instance()))
                .on("root-device-name", it -> it.instance().launch().software().rootDeviceName())
                .on("root-device-type", _ -> "ebs")
                .on("hypervisor", _ -> "xen")
                .on("virtualization-type", _ -> "hvm")
                .on("key-name", it -> it.instance().launch().keyName().orElse(null))
                .tagged(Details::tags);
    }

    private static Ec2Filters<Details> settings(Ec2Filters<Details> filters) {
        return filters.on("instance-state-name", Details::state)
                .on("instance-state-code", it -> it.state().code())
                .on("state-reason-code", it -> reason(it, Lifecycle.StateReason::code))
                .on("state-reason-message", it -> reason(it, Lifecycle.StateReason::message))
                .on("reason", it -> it.instance().lifecycle().reason())
                .on("instance-type", it -> it.instance().settings().type())
                .on("availability-zone", it -> it.instance().place().zone().name())
                .on("availability-zone-id", it -> it.instance().place().zone().id())
                .on("tenancy", it -> it.instance().place().tenancy())
                .on("placement-group-name", it -> it.instance().place().groupName())
                .on("monitoring-state", it -> it.instance().monitoring().state(it.now()))
                .on("enclave-options.enabled", it -> it.instance().settings().enclave())
                .on(
                        "hibernation-options.configured",
                        it -> it.instance().settings().hibernation())
                .on(
                        "maintenance-options.auto-recovery",
                        it -> it.instance().settings().autoRecovery())
                .on("capacity-reservation-specification.capacity-reservation-preference", _ -> "open")
                .on("operator.managed", _ -> false)
                .on(
                        "private-dns-name-options.hostname-type",
                        it -> it.instance().settings().naming().hostnameType())
                .on(
                        "private-dns-name-options.enable-resource-name-dns-a-record",
                        it -> it.instance().settings().naming().dnsA())
                .on(
                        "private-dns-name-options.enable-resource-name-dns-aaaa-record",
                        it -> it.instance().settings().naming().dnsAaaa())
                .on(
                        "iam-instance-profile.arn",
                        it -> it.worn().map(Association::profileArn).orElse(null))
                .on(
                        "iam-instance-profile.id",
                        it -> it.worn().map(Association::profileId).orElse(null))
                .on(
                        "iam-instance-profile.name",
                        it -> it.worn()
                                .map(Association::profileArn)
                                .map(Arn::nameIn)
                                .orElse(null));
    }

    private static String reason(Details it, Function<Lifecycle.StateReason, String> part) {
        return it.instance().lifecycle().stateReason(it.state()).map(part).orElse(null);
    }

    private static Ec2Filters<Details> metadata(Ec2Filters<Details> filters) {
        return filters.on("metadata-options.state", Details::metadataState)
                .on(
                        "metadata-options.http-tokens",
                        it -> it.instance().metadata().httpTokens())
                .on(
                        "metadata-options.http-endpoint",
                        it -> it.instance().metadata().httpEndpoint())
                .on(
                        "metadata-options.http-put-response-hop-limit",
                        it -> it.instance().metadata().hopLimit())
                .on(
                        "metadata-options.http-protocol-ipv4",
                        it -> it.instance().metadata().httpEndpoint())
                .on(
                        "metadata-options.http-protocol-ipv6",
                        it -> it.instance().metadata().httpProtocolIpv6())
                .on(
                        "metadata-options.instance-metadata-tags",
                        it -> it.instance().metadata().instanceMetadataTags());
    }

    private static Ec2Filters<Details> interfaces(Ec2Filters<Details> filters) {
        ofPrimary(filters, "vpc-id", NetworkInterface::vpc);
        ofPrimary(filters, "subnet-id", NetworkInterface::subnet);
        ofPrimary(filters, "private-ip-address", NetworkInterface::privateAddress);
        ofPrimary(filters, "source-dest-check", NetworkInterface::sourceDestCheck);
        filters.on("ip-address", it -> it.publicAddress().orElse(null))
                .on("dns-name", it -> InstanceShow.publicName(it).orElse(null))
                .on(
                        "private-dns-name",
                        it -> it.primary()
                                .map(nic -> InstanceShow.privateName(it, nic))
                                .orElse(null))
                .onAny(
                        "instance.group-id",
                        it -> InstanceShow.groups(it).stream().map(InstanceViews.GroupView::groupId))
                .onAny(
                        "instance.group-name",
                        it -> InstanceShow.groups(it).stream().map(InstanceViews.GroupView::groupName));
        ofEach(filters, "network-interface-id", NetworkInterface::id);
        ofEach(filters, "subnet-id", NetworkInterface::subnet);
        ofEach(filters, "vpc-id", NetworkInterface::vpc);
        ofEach(filters, "availability-zone", NetworkInterface::zone);
        ofEach(filters, "description", NetworkInterface::description);
        ofEach(filters, "mac-address", NetworkInterface::macAddress);
        ofEach(filters, "source-dest-check", NetworkInterface::sourceDestCheck);
        ofEach(filters, "status", _ -> "in-use");
        ofAttachment(filters, "attachment-id", Attachment::id);
        ofAttachment(filters, "instance-id", Attachment::instance);
        ofAttachment(filters, "device-index", Attachment::deviceIndex);
        ofAttachment(filters, "delete-on-termination", Attachment::deleteOnTermination);
        ofAttachment(filters, "attach-time", at -> time(at.attached()));
        return filters.on(
                        "network-interface.owner-id",
                        it -> it.instance().scope().account())
                .onAny("network-interface.group-id", it -> it.nics().stream().flatMap(nic -> nic.groups().stream()))
                .onAny(
                        "network-interface.group-name",
                        it -> it.nics().stream()
                                .flatMap(nic -> nic.groups().stream())
                                .map(it.reading()::groupName))
                .onAny(
                        "network-interface.private-dns-name",
                        it -> it.nics().stream().map(nic -> InstanceShow.privateName(it, nic)))
                .onAny(
                        "network-interface.addresses.private-ip-address",
                        it -> it.nics().stream().flatMap(nic -> nic.privateAddresses().stream()))
                .onAny("network-interface.association.public-ip", InstanceFilters::publicAddresses)
                .onAny("network-interface.addresses.association.public-ip", InstanceFilters::publicAddresses);
    }

    private static Stream<String> publicAddresses(Details it) {
        return it.nics().stream().flatMap(nic -> nic.publicAddresses().stream()).map(PublicAddress::address);
    }

    private static void ofPrimary(Ec2Filters<Details> filters, String name, Function<NetworkInterface, ?> value) {
        filters.onAny(name, it -> it.primary().stream().map(value));
    }

    private static void ofEach(Ec2Filters<Details> filters, String name, Function<NetworkInterface, ?> value) {
        filters.onAny("network-interface." + name, it -> it.nics().stream().map(value));
    }

    private static void ofAttachment(Ec2Filters<Details> filters, String name, Function<Attachment, ?> value) {
        filters.onAny(
                "network-interface.attachment." + name,
                it -> it.nics().stream()
                        .flatMap(nic -> nic.attachment().stream())
                        .map(value));
    }

    private static Ec2Filters<Details> devices(Ec2Filters<Details> filters) {
        ofDevice(filters, "attach-time", (_, at) -> time(at.at()));
        ofDevice(filters, "delete-on-termination", (_, at) -> at.deleteOnTermination());
        ofDevice(filters, "device-name", (_, at) -> at.device());
        ofDevice(filters, "status", (_, _) -> "attached");
        ofDevice(filters, "volume-id", (volume, _) -> volume.id());
        return filters;
    }

    private interface OfDevice {
        Object value(Volume volume, Volume.Attachment at);
    }

    private static void ofDevice(Ec2Filters<Details> filters, String name, OfDevice part) {
        filters.onAny(
                "block-device-mapping." + name,
                it -> it.disks().stream().flatMap(disk -> disk.attachment().map(at -> part.value(disk, at)).stream()));
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }
}
