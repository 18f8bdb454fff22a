// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import dev.lanyard.core.ec2.ResourceId.AllocationId;
import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.ResourceId.NetworkInterfaceId;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A network interface.
///
/// @param privateAddresses the primary one first
/// @param publicAddresses those that lead here, in the order of the private ones
public record NetworkInterface(
        NetworkInterfaceId id,
        SubnetId subnet,
        VpcId vpc,
        String zone,
        String description,
        boolean sourceDestCheck,
        List<SecurityGroupId> groups,
        List<String> privateAddresses,
        List<PublicAddress> publicAddresses,
        Optional<Attachment> attachment,
        Instant created) {
    private static final int MAC_DIGITS = 10;

    /// @param id `eni-attach-...`
    /// @param attached to the second, as EC2 shows it
    public record Attachment(
            String id, InstanceId instance, int deviceIndex, Instant attached, boolean deleteOnTermination) {

        public Attachment withDeleteOnTermination(boolean on) {
            return new Attachment(id, instance, deviceIndex, attached, on);
        }
    }

    /// @param leadsTo a private address of the interface
    /// @param elastic absent for one that is lent while the instance runs
    public record PublicAddress(String address, String leadsTo, Optional<Elastic> elastic) {
        /// Whose address it is: the account's or Amazon's.
        public String owner(Scope scope) {
            return elastic.isPresent() ? scope.account().value() : "amazon";
        }
    }

    public record Elastic(AllocationId allocation, String association) {}

    public String privateAddress() {
        return privateAddresses.getFirst();
    }

    public Optional<PublicAddress> publicOf(String privateOne) {
        return publicAddresses.stream()
                .filter(it -> it.leadsTo().equals(privateOne))
                .findFirst();
    }

    /// The public address of the primary private one.
    public Optional<PublicAddress> publicAddress() {
        return publicOf(privateAddress());
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
                publicAddresses,
                attachment,
                created);
    }

    public NetworkInterface withSourceDestCheck(boolean on) {
        return new NetworkInterface(
                id, subnet, vpc, zone, description, on, groups, privateAddresses, publicAddresses, attachment, created);
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
                publicAddresses,
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
                publicAddresses,
                to,
                created);
    }
}
