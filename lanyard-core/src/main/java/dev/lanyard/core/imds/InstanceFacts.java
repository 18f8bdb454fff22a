// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.imds;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.shared.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an instance may learn about itself.
///
/// @param launched when it was first launched
/// @param started when it last left the state `stopped`, or was launched
/// @param lifeCycle `on-demand` or `spot`
/// @param system what it runs on, `nitro` or `xen`
/// @param otherDevices device names of its volumes except the root
/// @param interfaces at least one; the first is the primary one
/// @param userData decoded
public record InstanceFacts(
        InstanceKey key,
        String imageId,
        String instanceType,
        String architecture,
        String reservationId,
        int launchIndex,
        Instant launched,
        Instant started,
        Placement placement,
        String lifeCycle,
        String system,
        boolean monitored,
        String rootDevice,
        List<String> otherDevices,
        List<Interface> interfaces,
        Optional<PublicKey> publicKey,
        Optional<byte[]> userData,
        List<Tag> tags,
        Options options,
        Optional<Association> association) {

    /// @param groupName the placement group
    public record Placement(String zone, String zoneId, Optional<String> groupName) {}

    /// @param name of the key pair
    /// @param openSsh one line as in `authorized_keys`, without its end
    public record PublicKey(String name, String openSsh) {}

    /// The metadata options in effect.
    public record Options(boolean enabled, boolean tokensRequired, int hopLimit, boolean tags) {}

    /// The instance profile that is associated.
    ///
    /// @param since when it was associated
    public record Association(String id, String profileArn, String profileId, Instant since) {
        public String profileName() {
            return Arn.nameIn(profileArn);
        }
    }

    /// A network interface.
    ///
    /// @param hostname the private DNS name
    /// @param privateIps the first is the primary one
    /// @param publicIps public addresses and the private ones they lead to
    /// @param publicHostname empty text when the VPC gives no public names
    public record Interface(
            String id,
            String mac,
            int deviceNumber,
            int networkCard,
            String hostname,
            List<String> privateIps,
            List<String> ipv6s,
            Map<String, String> publicIps,
            String publicHostname,
            Map<String, String> securityGroups,
            Network network) {}

    /// Where an interface is.
    public record Network(
            String subnetId,
            String subnetCidr,
            List<String> subnetIpv6Cidrs,
            String vpcId,
            List<String> vpcCidrs,
            List<String> vpcIpv6Cidrs) {}

    Interface primary() {
        return interfaces.getFirst();
    }
}
