// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.ResourceId.NetworkInterfaceId;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A network interface.
///
/// @param privateAddresses the primary one first
/// @param publicAddress of the primary private address; not an elastic one
public record NetworkInterface(
        NetworkInterfaceId id,
        SubnetId subnet,
        VpcId vpc,
        String zone,
        String description,
        boolean sourceDestCheck,
        List<SecurityGroupId> groups,
        List<String> privateAddresses,
        Optional<String> publicAddress,
        Optional<Attachment> attachment,
        Instant created) {
    private static final int MAC_DIGITS = 10;

    /// @param id `eni-attach-...`
    public record Attachment(
            String id, InstanceId instance, int deviceIndex, Instant attached, boolean deleteOnTermination) {

        public Attachment withDeleteOnTermination(boolean on) {
            return new Attachment(id, instance, deviceIndex, attached, on);
        }
    }

    public String privateAddress() {
        return privateAddresses.getFirst();
    }

    /// A locally administered address that follows from the id, so that it is as unique as the id is.
    public String macAddress() {
        String digits = id.value().substring(id.value().length() - MAC_DIGITS);
        StringBuilder mac = new StringBuilder("0a");
        for (int i = 0; i < MAC_DIGITS; i += 2) {
            mac.append(':').append(digits, i, i + 2);
        }
        return mac.toString();
    }

    public NetworkInterface withDescription(String text) {
        return new NetworkInterface(
                id,
                subnet,
                vpc,
                zone,
                text,
                sourceDestCheck,
                groups,
                privateAddresses,
                publicAddress,
                attachment,
                created);
    }

    public NetworkInterface withSourceDestCheck(boolean on) {
        return new NetworkInterface(
                id, subnet, vpc, zone, description, on, groups, privateAddresses, publicAddress, attachment, created);
    }

    public NetworkInterface withGroups(List<SecurityGroupId> others) {
        return new NetworkInterface(
                id,
                subnet,
                vpc,
                zone,
                description,
                sourceDestCheck,
                List.copyOf(others),
                privateAddresses,
                publicAddress,
                attachment,
                created);
    }

    public NetworkInterface withPublicAddress(Optional<String> address) {
        return new NetworkInterface(
                id,
                subnet,
                vpc,
                zone,
                description,
                sourceDestCheck,
                groups,
                privateAddresses,
                address,
                attachment,
                created);
    }

    public NetworkInterface withAttachment(Optional<Attachment> to) {
        return new NetworkInterface(
                id,
                subnet,
                vpc,
                zone,
                description,
                sourceDestCheck,
                groups,
                privateAddresses,
                publicAddress,
                to,
                created);
    }
}
