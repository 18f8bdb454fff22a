// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.op.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// What several sections need of instances: finding those that customers can see, or saying which are not there.
public final class Instances {
    /// How long an instance is shown after its termination.
    static final Duration SHOWN_WHEN_ENDED = Duration.ofHours(1);

    private final InstanceStores stores;
    private final InstanceStore store;

    public Instances(InstanceStores stores) {
        this.stores = stores;
        this.store = stores.instances();
    }

    public InstanceStores stores() {
        return stores;
    }

    public Optional<Instance> seen(Scope scope, InstanceId id, Instant now) {
        return store.find(scope, id).filter(instance -> isShown(instance, now));
    }

    /// @throws Fault `InvalidInstanceID.NotFound`
    public Instance find(InstanceId id, Call call) {
        return seen(Scope.of(call), id, call.now()).orElseThrow(() -> ResourceType.INSTANCE.notFound(id.value()));
    }

    /// All of them, in the order of the request, each once.
    ///
    /// @throws Fault `InvalidInstanceID.NotFound` that names all that are missing
    public List<Instance> find(List<InstanceId> ids, Call call) {
        List<Instance> found = new ArrayList<>(ids.size());
        List<String> missing = new ArrayList<>();
        for (InstanceId id : new LinkedHashSet<>(ids)) {
            seen(Scope.of(call), id, call.now()).ifPresentOrElse(found::add, () -> missing.add(id.value()));
        }
        if (!missing.isEmpty()) {
            throw ResourceType.INSTANCE.notFound(missing);
        }
        return found;
    }

    private static boolean isShown(Instance instance, Instant now) {
        Lifecycle life = instance.lifecycle();
        return !life.ended() || now.isBefore(life.settles().plus(SHOWN_WHEN_ENDED));
    }
}
