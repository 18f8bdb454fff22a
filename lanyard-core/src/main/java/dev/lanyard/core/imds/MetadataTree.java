// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.imds;

import dev.lanyard.core.imds.InstanceFacts.Interface;
import dev.lanyard.core.imds.InstanceFacts.Network;
import dev.lanyard.core.imds.InstanceFacts.PublicKey;
import dev.lanyard.core.imds.Node.Directory;
import dev.lanyard.core.imds.Node.Leaf;
import dev.lanyard.core.shared.Tag;
import java.time.Instant;
import java.util.Set;

/// The tree of one instance without what depends on its role. What does not apply to it is not listed.
final class MetadataTree {
    private static final String DEVICES = "/dev/";
    private static final Set<String> UNNAMEABLE = Set.of(".", "..", "_index");

    private final InstanceFacts facts;
    private final Instant modified;

    private MetadataTree(InstanceFacts facts) {
        this.facts = facts;
        this.modified = facts.started();
    }

    /// `meta-data`, and `user-data` if there is any.
    static Directory of(InstanceFacts facts) {
        MetadataTree tree = new MetadataTree(facts);
        Directory root = new Directory(tree.modified, false).put("meta-data", tree.metaData());
        facts.userData().ifPresent(bytes -> {
            Item item = new Item(bytes, true, tree.modified);
            root.put("user-data", new Leaf(() -> item));
        });
        return root;
    }

    private Directory directory() {
        return new Directory(modified);
    }

    private Directory metaData() {
        Interface primary = facts.primary();
        Directory root = directory()
                .put("ami-id", facts.imageId())
                .put("ami-launch-index", Integer.toString(facts.launchIndex()))
                .put("ami-manifest-path", "(unknown)")
                .put("block-device-mapping", blockDevices())
                .put(
                        "events",
                        directory()
                                .put(
                                        "maintenance",
                                        directory().put("history", "[]").put("scheduled", "[]")))
                .put("hostname", primary.hostname())
                .put("instance-action", "none")
                .put("instance-id", facts.key().id())
                .put("instance-life-cycle", facts.lifeCycle())
                .put("instance-type", facts.instanceType())
                .put("local-hostname", primary.hostname())
                .put("local-ipv4", primary.privateIps().getFirst())
                .put("mac", primary.mac())
                .put("metrics", directory().put("vhostmd", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"))
                .put("network", directory().put("interfaces", directory().put("macs", interfaces())))
                .put("placement", placement())
                .put("profile", "default-hvm")
                .put("reservation-id", facts.reservationId())
                .put("security-groups", primary.securityGroups().values())
                .put("services", directory().put("domain", "amazonaws.com").put("partition", "aws"))
                .put("system", facts.system());
        primary.ipv6s().stream().findFirst().ifPresent(address -> root.put("ipv6", address));
        primary.publicIps().keySet().stream()
                .findFirst()
                .ifPresent(
                        address -> root.put("public-ipv4", address).put("public-hostname", primary.publicHostname()));
        facts.publicKey().ifPresent(key -> root.put("public-keys", publicKeys(key)));
        if (facts.association().isPresent()) {
            root.put("iam", directory());
        }
        if (facts.options().tags()) {
            root.put("tags", directory().put("instance", tags()));
        }
        return root;
    }

    private Directory blockDevices() {
        Directory devices =
                directory().put("ami", withoutFolder(facts.rootDevice())).put("root", facts.rootDevice());
        int number = 1;
        for (String device : facts.otherDevices()) {
            devices.put("ebs" + number++, withoutFolder(device));
        }
        return devices;
    }

    private static String withoutFolder(String device) {
        return device.startsWith(DEVICES) ? device.substring(DEVICES.length()) : device;
    }

    private Directory placement() {
        return directory()
                .put("availability-zone", facts.placement().zone())
                .put("availability-zone-id", facts.placement().zoneId())
                .put("group-name", facts.placement().groupName())
                .put("region", facts.key().region().value());
    }

    /// The list reads `0=NAME`, but the key is found under its number.
    private Directory publicKeys(PublicKey key) {
        Directory zero = directory().put("openssh-key", key.openSsh() + "\n");
        return directory().put("0=" + key.name(), new Leaf(zero::list)).hide("0", zero);
    }

    private Directory tags() {
        Directory tags = directory();
        for (Tag tag : facts.tags()) {
            if (isShown(tag.key())) {
                tags.put(tag.key(), tag.value());
            }
        }
        return tags;
    }

    /// Keys that a path cannot name are refused as long as tags are shown; AWS's own may still have some.
    private static boolean isShown(String key) {
        return !UNNAMEABLE.contains(key)
                && key.chars()
                        .allMatch(c -> (c >= '0' && c <= '9')
                                || (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || "-_+=,.@:".indexOf(c) >= 0);
    }

    private Directory interfaces() {
        Directory macs = directory();
        for (Interface each : facts.interfaces()) {
            macs.put(each.mac(), of(each));
        }
        return macs;
    }

    private Directory of(Interface each) {
        Network network = each.network();
        Directory root = directory()
                .put("device-number", Integer.toString(each.deviceNumber()))
                .put("interface-id", each.id())
                .put("ipv6s", each.ipv6s())
                .put("local-hostname", each.hostname())
                .put("local-ipv4s", each.privateIps())
                .put("mac", each.mac())
                .put("network-card", Integer.toString(each.networkCard()))
                .put("owner-id", facts.key().account().value())
                .put("security-group-ids", each.securityGroups().keySet())
                .put("security-groups", each.securityGroups().values())
                .put("subnet-id", network.subnetId())
                .put("subnet-ipv4-cidr-block", network.subnetCidr())
                .put("subnet-ipv6-cidr-blocks", network.subnetIpv6Cidrs())
                .put("vpc-id", network.vpcId())
                .put("vpc-ipv4-cidr-block", network.vpcCidrs().getFirst())
                .put("vpc-ipv4-cidr-blocks", network.vpcCidrs())
                .put("vpc-ipv6-cidr-blocks", network.vpcIpv6Cidrs());
        if (!each.publicIps().isEmpty()) {
            Directory associations = directory();
            each.publicIps().forEach(associations::put);
            root.put("ipv4-associations", associations)
                    .put("public-hostname", each.publicHostname())
                    .put("public-ipv4s", each.publicIps().keySet());
        }
        return root;
    }

    /// The identity document: what an instance can prove to others that it is.
    static String identity(InstanceFacts facts) {
        return new Document()
                .text("accountId", facts.key().account().value())
                .text("architecture", facts.architecture())
                .text("availabilityZone", facts.placement().zone())
                .none("billingProducts")
                .none("devpayProductCodes")
                .none("marketplaceProductCodes")
                .text("imageId", facts.imageId())
                .text("instanceId", facts.key().id())
                .text("instanceType", facts.instanceType())
                .none("kernelId")
                .time("pendingTime", facts.started())
                .text("privateIp", facts.primary().privateIps().getFirst())
                .none("ramdiskId")
                .text("region", facts.key().region().value())
                .text("version", "2017-09-30")
                .toString();
    }
}
