// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import static dev.lanyard.core.ec2.Ec2Fault.INVALID_KEY_PAIR_NOT_FOUND;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.ec2.Ec2Fault.MISSING_PARAMETER;
import static dev.lanyard.core.ec2.Ec2Fault.UNSUPPORTED_OPERATION;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.catalogue.Image;
import dev.lanyard.core.ec2.catalogue.Images;
import dev.lanyard.core.ec2.catalogue.InstanceType;
import dev.lanyard.core.ec2.instance.Instance.Protection;
import dev.lanyard.core.ec2.instance.Instance.Settings;
import dev.lanyard.core.ec2.instance.Instance.Software;
import dev.lanyard.core.ec2.instance.LaunchPlan.PlannedDisk;
import dev.lanyard.core.ec2.instance.LaunchPlan.PlannedNic;
import dev.lanyard.core.ec2.instance.LaunchPlan.Site;
import dev.lanyard.core.ec2.instance.LaunchRequest.Device;
import dev.lanyard.core.ec2.instance.LaunchRequest.Ebs;
import dev.lanyard.core.ec2.instance.LaunchRequest.Naming;
import dev.lanyard.core.ec2.instance.LaunchRequest.Wishes;
import dev.lanyard.core.ec2.keys.KeyPairStore;
import dev.lanyard.core.ec2.network.Subnet.OnLaunch;
import dev.lanyard.core.ec2.profile.ProfileDirectory;
import dev.lanyard.core.ec2.profile.ProfileDirectory.Profile;
import dev.lanyard.core.ec2.volume.Volume.Media;
import dev.lanyard.core.op.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks up everything that a launch names, in the order in which EC2 complains.
public final class LaunchPlanner {
    private final Images images;
    private final Shapes shapes;
    private final KeyPairStore keys;
    private final LaunchNetwork network;
    private final ProfileDirectory profiles;

    public LaunchPlanner(
            Images images, Shapes shapes, KeyPairStore keys, LaunchNetwork network, ProfileDirectory profiles) {
        this.images = images;
        this.shapes = shapes;
        this.keys = keys;
        this.network = network;
        this.profiles = profiles;
    }

    /// @param defaults what the account prefers for the metadata services of new instances
    /// @throws Fault for the first thing that is missing or does not fit
    LaunchPlan plan(LaunchRequest request, MetadataDefaults defaults, Call call) {
        Image image = image(request, call);
        InstanceType type = shapes.named(request.instanceType());
        requireFit(image, type);
        request.keyName().ifPresent(name -> requireKey(name, call));
        Site site = network.site(request.network(), call);
        List<PlannedNic> nics = network.nics(request.network(), site.subnet(), call);
        Optional<Profile> profile = request.profile()
                .filter(it -> !it.isEmpty())
                .map(it -> it.wearable(profiles, call.account(), call.now()));
        Optional<String> userData = request.userData().map(UserData::checked).filter(it -> !it.isEmpty());
        MetadataOptions metadata = metadata(request, image, defaults);
        return new LaunchPlan(
                software(image, type),
                request.keyName(),
                profile,
                userData,
                site,
                nics,
                disks(image, request.devices()),
                settings(request.wishes(), type, site.subnet().onLaunch()),
                request.wishes().monitoring().orElse(false),
                metadata,
                request.tags());
    }

    /// How many instances of a plan its subnets have room for.
    int room(LaunchPlan plan, Call call) {
        return network.room(Scope.of(call), plan.nics());
    }

    private Image image(LaunchRequest request, Call call) {
        var id = request.imageId()
                .orElseThrow(() -> MISSING_PARAMETER.because("The request must contain the parameter ImageId"));
        return images.find(call.region(), id).orElseThrow(() -> ResourceType.IMAGE.notFound(id.value()));
    }

    /// Of an image that Lanyard does not know, it does not know the architecture either.
    private static void requireFit(Image image, InstanceType type) {
        if (image.known() && !type.architectures().contains(image.architecture())) {
            throw INVALID_PARAMETER_VALUE.because("The architecture '"
                    + type.architectures().getLast()
                    + "' of the specified instance type does not match the architecture '" + image.architecture()
                    + "' of the specified AMI. Specify an instance type and an AMI that have matching architectures,"
                    + " and try again. You can use 'describe-instance-types' or 'describe-images' to discover the"
                    + " architecture of the instance type or AMI.");
        }
    }

    private static Software software(Image image, InstanceType type) {
        return new Software(
                image.id().value(),
                image.known() ? image.architecture() : type.architectures().getLast(),
                image.rootDevice(),
                image.bootMode(),
                image.windows() ? Optional.of("windows") : Optional.empty());
    }

    private void requireKey(String name, Call call) {
        if (keys.find(Scope.of(call), name).isEmpty()) {
            throw INVALID_KEY_PAIR_NOT_FOUND.because("The key pair '" + name + "' does not exist");
        }
    }

    private Settings settings(Wishes wishes, InstanceType type, OnLaunch subnet) {
        Optional<Naming> naming = wishes.naming();
        return new Settings(
                type.name(),
                wishes.cpu().flatMap(LaunchRequest.Cpu::coreCount).orElse(type.cores()),
                wishes.cpu().flatMap(LaunchRequest.Cpu::threadsPerCore).orElse(type.threadsPerCore()),
                new Protection(
                        wishes.disableApiTermination().orElse(false),
                        wishes.disableApiStop().orElse(false),
                        wishes.shutdownBehavior().orElse("stop")),
                wishes.ebsOptimized().orElse(false),
                wishes.enclave().orElse(false),
                wishes.hibernation().orElse(false),
                wishes.autoRecovery().orElse("default"),
                shapes.credits(type, wishes.credits()),
                new Instance.Naming(
                        naming.flatMap(Naming::hostnameType).orElse(subnet.hostnameType()),
                        naming.flatMap(Naming::enableResourceNameDnsARecord).orElse(subnet.nameRecordA()),
                        naming.flatMap(Naming::enableResourceNameDnsAAAARecord).orElse(subnet.nameRecordAaaa())));
    }

    /// Request and template first, then what the account prefers, then the image.
    private MetadataOptions metadata(LaunchRequest request, Image image, MetadataDefaults defaults) {
        request.metadata().requireSense(request.metadata().httpEndpoint().orElse("enabled"));
        MetadataOptions options = request.metadata()
                .or(MetadataRequest.of(defaults))
                .over(MetadataRequest.launchDefault(image.tokensRequired()));
        if (defaults.tokensEnforced().orElse(false) && !options.tokensRequired()) {
            throw UNSUPPORTED_OPERATION.because("You can't launch instances with IMDSv1 because httpTokensEnforced is"
                    + " enabled for this account. Either launch the instance with httpTokens=required or contact your"
                    + " account owner to disable httpTokensEnforced using the ModifyInstanceMetadataDefaults API or"
                    + " the account settings in the EC2 console.");
        }
        if (options.tags()) {
            MetadataRequest.requireTagsFit(request.tags(ResourceType.INSTANCE));
        }
        return options;
    }

    private static List<PlannedDisk> disks(Image image, List<Device> wanted) {
        Map<String, PlannedDisk> disks = new LinkedHashMap<>();
        disks.put(image.rootDevice(), rootDisk(image, Ebs.NONE));
        for (Device device : wanted) {
            String name = device.deviceName()
                    .orElseThrow(() -> MISSING_PARAMETER.because("The request must contain the parameter deviceName"));
            if (device.noDevice().isPresent()) {
                disks.remove(name);
            } else if (device.virtualName().isEmpty()) {
                Ebs ebs = device.ebs().orElse(Ebs.NONE);
                disks.put(name, name.equals(image.rootDevice()) ? rootDisk(image, ebs) : dataDisk(name, ebs));
            }
        }
        return List.copyOf(disks.values());
    }

    private static PlannedDisk rootDisk(Image image, Ebs ebs) {
        int size = ebs.volumeSize().orElse(image.volumeSize());
        if (size < image.volumeSize()) {
            throw INVALID_PARAMETER_VALUE.because("Volume of size " + size + "GB is smaller than snapshot '"
                    + image.snapshot() + "', expect size >= " + image.volumeSize() + "GB");
        }
        return new PlannedDisk(
                image.rootDevice(),
                Media.of(size, ebs.volumeType().orElse(image.volumeType()), ebs.iops(), ebs.throughput()),
                ebs.encrypted().orElse(false),
                Optional.of(image.snapshot()),
                ebs.deleteOnTermination().orElse(true));
    }

    private static PlannedDisk dataDisk(String name, Ebs ebs) {
        if (ebs.volumeSize().isEmpty() && ebs.snapshotId().isEmpty()) {
            throw MISSING_PARAMETER.because("The request must contain the parameter size or snapshotId");
        }
        return new PlannedDisk(
                name,
                Media.of(ebs.volumeSize().orElse(8), ebs.volumeType().orElse("gp2"), ebs.iops(), ebs.throughput()),
                ebs.encrypted().orElse(false),
                ebs.snapshotId(),
                ebs.deleteOnTermination().orElse(true));
    }
}
