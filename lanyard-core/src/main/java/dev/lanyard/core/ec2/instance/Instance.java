// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.ec2.Ec2Fault;
import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.catalogue.Zones.Zone;
import java.time.Instant;
import java.util.Optional;

/// An instance. Its network interfaces, volumes, tags, user data and profile are kept elsewhere under its id.
public record Instance(
        Scope scope,
        InstanceId id,
        Launch launch,
        Place place,
        Lifecycle lifecycle,
        Settings settings,
        Monitoring monitoring,
        MetadataOptions metadata) {

    /// What never changes.
    ///
    /// @param index the place among the instances of one launch, from 0
    /// @param at when the instance was launched first
    public record Launch(
            String reservation,
            int index,
            String clientToken,
            Software software,
            Optional<String> keyName,
            Instant at) {}

    /// What the image brought along.
    ///
    /// @param platform `windows` or nothing
    public record Software(
            String imageId, String architecture, String rootDeviceName, String bootMode, Optional<String> platform) {}

    /// @param tenancy `default`, `dedicated` or `host`
    /// @param publicAddress whether every start gives a public address
    public record Place(
            VpcId vpc, SubnetId subnet, Zone zone, String tenancy, String groupName, boolean publicAddress) {}

    /// What the customer may change.
    ///
    /// @param credits `standard` or `unlimited`; nothing for types that do not burst
    public record Settings(
            String type,
            int cores,
            int threadsPerCore,
            Protection protection,
            boolean ebsOptimized,
            boolean enclave,
            boolean hibernation,
            String autoRecovery,
            Optional<String> credits,
            Naming naming) {
        Settings with(Protection changed) {
            return new Settings(
                    type,
                    cores,
                    threadsPerCore,
                    changed,
                    ebsOptimized,
                    enclave,
                    hibernation,
                    autoRecovery,
                    credits,
                    naming);
        }

        Settings withEbsOptimized(boolean changed) {
            return new Settings(
                    type,
                    cores,
                    threadsPerCore,
                    protection,
                    changed,
                    enclave,
                    hibernation,
                    autoRecovery,
                    credits,
                    naming);
        }
    }

    /// @param onShutdown what the instance does when its guest shuts down: `stop` or `terminate`
    public record Protection(boolean noTermination, boolean noStop, String onShutdown) {
        static String checked(String onShutdown) {
            if (!onShutdown.equals("stop") && !onShutdown.equals("terminate")) {
                throw Ec2Fault.INVALID_PARAMETER_VALUE.because("Value (" + onShutdown
                        + ") for parameter instanceInitiatedShutdownBehavior is invalid. Expecting stop or terminate.");
            }
            return onShutdown;
        }
    }

    /// How the private DNS name is made.
    public record Naming(String hostnameType, boolean dnsA, boolean dnsAaaa) {}

    /// Detailed monitoring.
    public record Monitoring(boolean on, Instant settles) {
        String state(Instant now) {
            if (now.isBefore(settles)) {
                return on ? "pending" : "disabling";
            }
            return on ? "enabled" : "disabled";
        }
    }

    public Arn arn() {
        return Ec2Permissions.arn(ResourceType.INSTANCE, id.value(), scope);
    }

    /// The place in lists: by launch, then by index. Fixed width, so that texts compare as the numbers do.
    public String position() {
        String millis = Long.toString(launch.at.toEpochMilli());
        String index = Integer.toString(launch.index);
        return "0".repeat(15 - millis.length())
                + millis
                + '/'
                + launch.reservation
                + '/'
                + "0".repeat(6 - index.length())
                + index;
    }

    public InstanceState state(Instant now) {
        return lifecycle.at(now);
    }

    Instance with(Lifecycle changed) {
        return new Instance(scope, id, launch, place, changed, settings, monitoring, metadata);
    }

    Instance with(Settings changed) {
        return new Instance(scope, id, launch, place, lifecycle, changed, monitoring, metadata);
    }

    Instance with(Monitoring changed) {
        return new Instance(scope, id, launch, place, lifecycle, settings, changed, metadata);
    }

    Instance with(MetadataOptions changed) {
        return new Instance(scope, id, launch, place, lifecycle, settings, monitoring, changed);
    }
}
