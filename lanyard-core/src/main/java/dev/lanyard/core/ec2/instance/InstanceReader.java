// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.TagStore;
import dev.lanyard.core.ec2.network.Network;
import dev.lanyard.core.ec2.network.NetworkInterface;
import dev.lanyard.core.ec2.network.NetworkInterface.PublicAddress;
import dev.lanyard.core.ec2.network.NetworkInterfaces;
import dev.lanyard.core.ec2.network.SecurityGroup;
import dev.lanyard.core.ec2.network.Vpc;
import dev.lanyard.core.ec2.profile.Association;
import dev.lanyard.core.ec2.profile.AssociationStore;
import dev.lanyard.core.ec2.volume.Volume;
import dev.lanyard.core.ec2.volume.VolumeStore;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.shared.Tag;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what an instance has about it, each thing when it is asked for and once: a filter rarely needs them all.
public final class InstanceReader {
    private final NetworkInterfaces interfaces;
    private final Network network;
    private final VolumeStore volumes;
    private final AssociationStore associations;
    private final TagStore tags;

    InstanceReader(
            NetworkInterfaces interfaces,
            Network network,
            VolumeStore volumes,
            AssociationStore associations,
            TagStore tags) {
        this.interfaces = interfaces;
        this.network = network;
        this.volumes = volumes;
        this.associations = associations;
        this.tags = tags;
    }

    InstanceSearch search(InstanceStore store, Instances instances) {
        return new InstanceSearch(store, instances, associations, tags);
    }

    /// For one request, which sees one state of things.
    Reading begin(Scope scope, Instant now) {
        return new Reading(scope, now);
    }

    Reading begin(Call call) {
        return begin(Scope.of(call), call.now());
    }

    final class Reading {
        private final Scope scope;
        private final Instant now;
        private final Map<SecurityGroupId, String> groupNames = new HashMap<>();
        private final Map<VpcId, Boolean> publicNames = new HashMap<>();

        private Reading(Scope scope, Instant now) {
            this.scope = scope;
            this.now = now;
        }

        Details of(Instance instance) {
            return new Details(instance, false);
        }

        /// An instance as the call shows it that launched it: on its way, however fast that is.
        Details fresh(Instance instance) {
            return new Details(instance, true);
        }

        String groupName(SecurityGroupId id) {
            return groupNames.computeIfAbsent(
                    id,
                    it -> network.findGroup(scope, it).map(SecurityGroup::name).orElse(""));
        }

        boolean hasPublicNames(VpcId vpc) {
            return publicNames.computeIfAbsent(
                    vpc, it -> network.findVpc(scope, it).map(Vpc::dnsHostnames).orElse(false));
        }

        /// One instance with all its things.
        final class Details {
            private final Instance instance;
            private final boolean launching;
            private List<NetworkInterface> nics;
            private List<Volume> disks;
            private List<Tag> labels;
            private Optional<Association> worn;

            private Details(Instance instance, boolean launching) {
                this.instance = instance;
                this.launching = launching;
            }

            Instance instance() {
                return instance;
            }

            String position() {
                return instance.position();
            }

            Instant now() {
                return now;
            }

            InstanceState state() {
                return launching ? InstanceState.PENDING : instance.state(now);
            }

            String metadataState() {
                return launching ? "pending" : instance.metadata().state(now);
            }

            Reading reading() {
                return Reading.this;
            }

            /// Whether it is on its way up for the first time, with nothing attached yet.
            boolean isFresh() {
                return state() == InstanceState.PENDING
                        && instance.lifecycle()
                                .started()
                                .equals(instance.launch().at());
            }

            List<NetworkInterface> nics() {
                if (nics == null) {
                    nics = interfaces.ofInstance(scope, instance.id());
                }
                return nics;
            }

            Optional<NetworkInterface> primary() {
                return nics().stream().findFirst();
            }

            /// The public address of the primary private one.
            Optional<String> publicAddress() {
                return primary()
                        .flatMap(nic -> publicOf(nic, nic.privateAddress()))
                        .map(PublicAddress::address);
            }

            /// An address is lent before the instance runs, and shown once it does.
            Optional<PublicAddress> publicOf(NetworkInterface nic, String privateAddress) {
                return nic.publicOf(privateAddress).filter(this::isShown);
            }

            boolean isShown(PublicAddress address) {
                return state() != InstanceState.PENDING || address.elastic().isPresent();
            }

            List<Volume> disks() {
                if (disks == null) {
                    disks = volumes.of(scope, instance.id());
                }
                return disks;
            }

            List<Tag> tags() {
                if (labels == null) {
                    labels = tags.of(scope, instance.id().value());
                }
                return labels;
            }

            Optional<Association> worn() {
                if (worn == null) {
                    worn = associations.active(scope, instance.id());
                }
                return worn;
            }
        }
    }
}
