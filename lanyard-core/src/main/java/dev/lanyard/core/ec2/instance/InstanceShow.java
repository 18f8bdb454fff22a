// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.instance.Instance.Settings;
import dev.lanyard.core.ec2.instance.InstanceReader.Reading.Details;
import dev.lanyard.core.ec2.instance.InstanceViews.BlockDeviceView;
import dev.lanyard.core.ec2.instance.InstanceViews.CapacityReservationSpecification;
import dev.lanyard.core.ec2.instance.InstanceViews.CpuOptions;
import dev.lanyard.core.ec2.instance.InstanceViews.EbsView;
import dev.lanyard.core.ec2.instance.InstanceViews.EnclaveOptions;
import dev.lanyard.core.ec2.instance.InstanceViews.GroupView;
import dev.lanyard.core.ec2.instance.InstanceViews.HibernationOptions;
import dev.lanyard.core.ec2.instance.InstanceViews.InstanceView;
import dev.lanyard.core.ec2.instance.InstanceViews.MaintenanceOptions;
import dev.lanyard.core.ec2.instance.InstanceViews.MetadataOptionsView;
import dev.lanyard.core.ec2.instance.InstanceViews.MonitoringView;
import dev.lanyard.core.ec2.instance.InstanceViews.NetworkPerformanceOptions;
import dev.lanyard.core.ec2.instance.InstanceViews.NicAddress;
import dev.lanyard.core.ec2.instance.InstanceViews.NicAssociation;
import dev.lanyard.core.ec2.instance.InstanceViews.NicAttachment;
import dev.lanyard.core.ec2.instance.InstanceViews.NicView;
import dev.lanyard.core.ec2.instance.InstanceViews.Operator;
import dev.lanyard.core.ec2.instance.InstanceViews.PlacementView;
import dev.lanyard.core.ec2.instance.InstanceViews.PrivateDnsNameOptions;
import dev.lanyard.core.ec2.instance.InstanceViews.ProfileView;
import dev.lanyard.core.ec2.instance.InstanceViews.ReservationView;
import dev.lanyard.core.ec2.instance.InstanceViews.StateView;
import dev.lanyard.core.ec2.network.DnsNames;
import dev.lanyard.core.ec2.network.NetworkInterface;
import dev.lanyard.core.ec2.network.NetworkInterface.Attachment;
import dev.lanyard.core.ec2.volume.Volume;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes of an instance what AWS shows of it.
final class InstanceShow {
    private static final String LINUX = "Linux/UNIX";
    private static final Operator NOBODY = new Operator(false);

    private InstanceShow() {}

    /// Instances of one launch stand together.
    static List<ReservationView> reservations(List<Details> instances) {
        Map<String, List<Details>> byReservation = new LinkedHashMap<>();
        for (Details each : instances) {
            byReservation
                    .computeIfAbsent(each.instance().launch().reservation(), _ -> new ArrayList<>())
                    .add(each);
        }
        return byReservation.values().stream().map(InstanceShow::reservation).toList();
    }

    static ReservationView reservation(List<Details> instances) {
        Instance first = instances.getFirst().instance();
        return new ReservationView(
                first.launch().reservation(),
                first.scope().account().value(),
                List.of(),
                instances.stream().map(InstanceShow::instance).toList());
    }

    static InstanceView instance(Details details) {
        Instance instance = details.instance();
        InstanceState state = details.state();
        Settings settings = instance.settings();
        Instance.Software software = instance.launch().software();
        Optional<NetworkInterface> primary = details.primary();
        return new InstanceView(
                software.architecture(),
                blockDevices(details),
                instance.launch().clientToken(),
                settings.ebsOptimized(),
                true,
                "xen",
                details.worn().map(worn -> new ProfileView(worn.profileArn(), worn.profileId())),
                details.nics().stream().map(nic -> nic(details, nic)).toList(),
                software.rootDeviceName(),
                "ebs",
                groups(details),
                primary.map(NetworkInterface::sourceDestCheck),
                instance.lifecycle().stateReason(state),
                details.tags(),
                "hvm",
                new CpuOptions(settings.cores(), settings.threadsPerCore()),
                new CapacityReservationSpecification("open"),
                new HibernationOptions(settings.hibernation()),
                MetadataOptionsView.of(instance.metadata(), details.metadataState()),
                new EnclaveOptions(settings.enclave()),
                software.bootMode(),
                platformDetails(instance),
                usageOperation(instance),
                seconds(instance.launch().at()),
                naming(settings.naming()),
                new MaintenanceOptions(settings.autoRecovery(), "default"),
                currentBootMode(software),
                new NetworkPerformanceOptions("default"),
                NOBODY,
                instance.id(),
                software.imageId(),
                StateView.of(state),
                primary.map(nic -> privateName(details, nic)).orElse(""),
                publicName(details).orElse(""),
                instance.lifecycle().reason(),
                instance.launch().keyName(),
                instance.launch().index(),
                List.of(),
                settings.type(),
                seconds(instance.lifecycle().started()),
                placement(instance.place()),
                software.platform(),
                new MonitoringView(instance.monitoring().state(details.now())),
                primary.map(nic -> nic.subnet().value()),
                primary.map(nic -> nic.vpc().value()),
                primary.map(NetworkInterface::privateAddress),
                details.publicAddress());
    }

    /// EC2 shows launches to the second, with zeros behind it.
    static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    private static PrivateDnsNameOptions naming(Instance.Naming naming) {
        return new PrivateDnsNameOptions(naming.hostnameType(), naming.dnsA(), naming.dnsAaaa());
    }

    private static PlacementView placement(Instance.Place place) {
        return new PlacementView(
                place.zone().id(),
                place.groupName(),
                place.tenancy(),
                place.zone().name());
    }

    static List<BlockDeviceView> blockDevices(Details details) {
        if (details.isFresh()) {
            return List.of();
        }
        return details.disks().stream()
                .flatMap(disk -> disk.attachment().map(at -> blockDevice(disk, at)).stream())
                .toList();
    }

    private static BlockDeviceView blockDevice(Volume disk, Volume.Attachment at) {
        return new BlockDeviceView(
                at.device(),
                new EbsView(
                        at.at(), at.deleteOnTermination(), "attached", disk.id().value()));
    }

    /// The groups of the primary interface.
    static List<GroupView> groups(Details details) {
        return details.primary().map(nic -> groups(details, nic.groups())).orElse(List.of());
    }

    private static List<GroupView> groups(Details details, List<SecurityGroupId> ids) {
        return ids.stream()
                .map(id -> new GroupView(id.value(), details.reading().groupName(id)))
                .toList();
    }

    static String privateName(Details details, NetworkInterface nic) {
        return DnsNames.ofPrivate(
                nic.privateAddress(), details.instance().scope().region());
    }

    static Optional<String> publicName(Details details) {
        return details.publicAddress().map(address -> publicName(details, address));
    }

    /// Empty where the VPC gives no names.
    static String publicName(Details details, String address) {
        return details.reading().hasPublicNames(details.instance().place().vpc())
                ? DnsNames.ofPublic(address, details.instance().scope().region())
                : "";
    }

    static String platformDetails(Instance instance) {
        return instance.launch().software().platform().isPresent() ? "Windows" : LINUX;
    }

    static String usageOperation(Instance instance) {
        return instance.launch().software().platform().isPresent() ? "RunInstances:0002" : "RunInstances";
    }

    static String currentBootMode(Instance.Software software) {
        return software.bootMode().equals("legacy-bios") ? "legacy-bios" : "uefi";
    }

    private static NicView nic(Details details, NetworkInterface nic) {
        String owner = details.instance().scope().account().value();
        Optional<String> privateName = Optional.of(privateName(details, nic));
        List<NicAddress> addresses = nic.privateAddresses().stream()
                .map(address -> new NicAddress(
                        association(details, nic, address),
                        address.equals(nic.privateAddress()),
                        Optional.of(DnsNames.ofPrivate(
                                address, details.instance().scope().region())),
                        address))
                .toList();
        return new NicView(
                association(details, nic, nic.privateAddress()),
                attachment(details, nic.attachment().orElseThrow()),
                nic.description(),
                groups(details, nic.groups()),
                List.of(),
                nic.macAddress(),
                nic.id().value(),
                owner,
                privateName,
                nic.privateAddress(),
                addresses,
                nic.sourceDestCheck(),
                "in-use",
                nic.subnet().value(),
                nic.vpc().value(),
                "interface",
                NOBODY);
    }

    private static Optional<NicAssociation> association(Details details, NetworkInterface nic, String privateAddress) {
        return details.publicOf(nic, privateAddress)
                .map(it -> new NicAssociation(
                        it.owner(details.instance().scope()), publicName(details, it.address()), it.address()));
    }

    private static NicAttachment attachment(Details details, Attachment at) {
        return new NicAttachment(
                at.attached(),
                at.id(),
                at.deleteOnTermination(),
                at.deviceIndex(),
                details.isFresh() ? "attaching" : "attached",
                0);
    }
}
