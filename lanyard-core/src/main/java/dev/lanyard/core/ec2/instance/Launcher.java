// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.ResourceId.VolumeId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.TagStore;
import dev.lanyard.core.ec2.instance.Instance.Launch;
import dev.lanyard.core.ec2.instance.Instance.Monitoring;
import dev.lanyard.core.ec2.instance.Instance.Place;
import dev.lanyard.core.ec2.instance.InstanceStore.LaunchToken;
import dev.lanyard.core.ec2.instance.LaunchPlan.PlannedDisk;
import dev.lanyard.core.ec2.instance.LaunchPlan.PlannedNic;
import dev.lanyard.core.ec2.network.NetworkInterface;
import dev.lanyard.core.ec2.network.NetworkInterfaces;
import dev.lanyard.core.ec2.profile.Association;
import dev.lanyard.core.ec2.profile.AssociationStore;
import dev.lanyard.core.ec2.volume.Volume;
import dev.lanyard.core.ec2.volume.VolumeStore;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.core.shared.Tag;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Makes the instances of a plan with all that they have about them.
public final class Launcher {
    private final InstanceStore instances;
    private final NetworkInterfaces interfaces;
    private final VolumeStore volumes;
    private final AssociationStore associations;
    private final TagStore tags;
    private final Transitions transitions;
    private final Ids ids;

    public Launcher(InstanceStores stores, NetworkInterfaces interfaces, Transitions transitions, Ids ids) {
        this.instances = stores.instances();
        this.interfaces = interfaces;
        this.volumes = stores.volumes();
        this.associations = stores.associations();
        this.tags = stores.tags();
        this.transitions = transitions;
        this.ids = ids;
    }

    /// The token by which a client may repeat its request, and what the request was.
    record Claim(Optional<String> token, String fingerprint) {}

    /// Launches all instances of one reservation.
    List<Instance> launch(LaunchPlan plan, int count, Claim claim, Call call) {
        String reservation = ids.hex17("r");
        String token = claim.token().orElseGet(ids::uuid);
        if (claim.token().isPresent()) {
            instances.claim(Scope.of(call), new LaunchToken(token, claim.fingerprint(), reservation, call.now()));
        }
        return IntStream.range(0, count)
                .mapToObj(index -> launch(plan, reservation, token, index, call))
                .toList();
    }

    private Instance launch(LaunchPlan plan, String reservation, String clientToken, int index, Call call) {
        Scope scope = Scope.of(call);
        Lifecycle life = Lifecycle.started(call.now(), transitions);
        Instance instance = new Instance(
                scope,
                new InstanceId(ids.hex17("i")),
                new Launch(reservation, index, clientToken, plan.software(), plan.keyName(), call.now()),
                new Place(
                        plan.site().subnet().vpc(),
                        plan.site().subnet().id(),
                        plan.site().zone(),
                        plan.site().tenancy(),
                        plan.site().groupName(),
                        plan.publicAddress()),
                life,
                plan.settings(),
                new Monitoring(plan.monitored(), plan.monitored() ? life.settles() : Instant.EPOCH),
                plan.metadata().settling(life.settles().plus(transitions.metadataOptions())));
        instances.insert(instance, plan.userData());
        plan.nics().forEach(nic -> connect(nic, instance, plan, call.now()));
        plan.disks().forEach(disk -> attach(disk, instance, plan, call.now()));
        tag(scope, ResourceType.INSTANCE, instance.id().value(), plan.tags(ResourceType.INSTANCE));
        plan.profile()
                .ifPresent(profile -> associations.insert(Association.begun(
                        scope, ids.hex17("iip-assoc"), instance.id(), profile, call.now(), transitions.association())));
        return instance;
    }

    private void connect(PlannedNic nic, Instance instance, LaunchPlan plan, Instant now) {
        Scope scope = instance.scope();
        NetworkInterface made = nic.existing()
                .orElseGet(() -> interfaces.create(scope, nic.wanted().orElseThrow(), now));
        interfaces.attach(scope, made, instance.id(), nic.deviceIndex(), nic.deleteOnTermination(), now);
        if (nic.existing().isEmpty()) {
            tag(scope, ResourceType.NETWORK_INTERFACE, made.id().value(), plan.tags(ResourceType.NETWORK_INTERFACE));
        }
    }

    private void attach(PlannedDisk disk, Instance instance, LaunchPlan plan, Instant now) {
        VolumeId id = new VolumeId(ids.hex17("vol"));
        volumes.insert(new Volume(
                instance.scope(),
                id,
                instance.place().zone().name(),
                disk.media(),
                disk.encrypted(),
                disk.snapshotId(),
                now,
                Optional.of(new Volume.Attachment(
                        instance.id(),
                        disk.device(),
                        disk.deleteOnTermination(),
                        now.truncatedTo(ChronoUnit.SECONDS)))));
        tag(instance.scope(), ResourceType.VOLUME, id.value(), plan.tags(ResourceType.VOLUME));
    }

    private void tag(Scope scope, ResourceType type, String id, List<Tag> wanted) {
        if (!wanted.isEmpty()) {
            tags.put(scope, type, id, wanted);
        }
    }
}
