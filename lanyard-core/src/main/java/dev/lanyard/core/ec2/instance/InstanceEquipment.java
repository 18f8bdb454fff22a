// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.TagStore;
import dev.lanyard.core.ec2.network.Network;
import dev.lanyard.core.ec2.network.NetworkInterface;
import dev.lanyard.core.ec2.network.NetworkInterface.Attachment;
import dev.lanyard.core.ec2.network.NetworkInterfaces;
import dev.lanyard.core.ec2.profile.AssociationStore;
import dev.lanyard.core.ec2.volume.Volume;
import dev.lanyard.core.ec2.volume.VolumeStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What an instance has about it, and what becomes of that when the instance stops, starts and goes.
public final class InstanceEquipment {
    /// For how long a repeated launch request must find what it launched.
    private static final Duration KEPT_WHEN_ENDED = Duration.ofHours(24);

    private final InstanceStore instances;
    private final NetworkInterfaces interfaces;
    private final VolumeStore volumes;
    private final AssociationStore associations;
    private final TagStore tags;
    private final InstanceReader reader;

    public InstanceEquipment(InstanceStores stores, NetworkInterfaces interfaces, Network network) {
        this.instances = stores.instances();
        this.interfaces = interfaces;
        this.volumes = stores.volumes();
        this.associations = stores.associations();
        this.tags = stores.tags();
        this.reader = new InstanceReader(interfaces, network, volumes, associations, tags);
    }

    public InstanceReader reader() {
        return reader;
    }

    /// Every start brings another public address where no elastic one leads.
    void switchOn(Instance instance, Instant now) {
        if (instance.place().publicAddress()) {
            interfaces.ofInstance(instance.scope(), instance.id()).stream()
                    .filter(InstanceEquipment::isPrimary)
                    .forEach(primary -> interfaces.givePublicAddress(instance.scope(), primary, now));
        }
    }

    void switchOff(Instance instance) {
        for (NetworkInterface each : interfaces.ofInstance(instance.scope(), instance.id())) {
            interfaces.takePublicAddress(instance.scope(), each);
        }
    }

    /// At termination at once, so that subnets and groups can be deleted as soon as the instance shows as terminated.
    void release(Instance instance) {
        Scope scope = instance.scope();
        for (NetworkInterface each : interfaces.ofInstance(scope, instance.id())) {
            if (each.attachment().map(Attachment::deleteOnTermination).orElse(false)) {
                interfaces.delete(scope, each.id());
            } else {
                interfaces.detach(scope, each);
            }
        }
        for (Volume volume : volumes.of(scope, instance.id())) {
            if (volume.attachment().map(Volume.Attachment::deleteOnTermination).orElse(false)) {
                volumes.delete(volume);
                tags.forget(scope, volume.id().value());
            } else {
                volumes.update(volume.with(Optional.empty()));
            }
        }
        associations.forget(scope, instance.id());
    }

    /// Forgets instances that nobody can ask for any more.
    void purge(Scope scope, Instant now) {
        Instant before = now.minus(KEPT_WHEN_ENDED);
        for (InstanceId id : instances.ended(scope, before)) {
            instances.delete(scope, id);
            tags.forget(scope, id.value());
        }
        instances.dropTokens(scope, before);
    }

    private static boolean isPrimary(NetworkInterface each) {
        return each.attachment().map(at -> at.deviceIndex() == 0).orElse(false);
    }
}
