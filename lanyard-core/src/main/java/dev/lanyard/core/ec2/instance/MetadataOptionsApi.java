// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import static dev.lanyard.core.ec2.Ec2Fault.INCORRECT_INSTANCE_STATE;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_COMBINATION;
import static dev.lanyard.core.ec2.Ec2Service.EC2;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.TagStore;
import dev.lanyard.core.ec2.instance.InstanceViews.MetadataOptionsView;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import dev.lanyard.core.op.Permission;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rules of metadata services: of one instance, and what an account prefers for new ones.
public final class MetadataOptionsApi implements ApiSection {
    /// The hop limit that means no preference.
    private static final int NO_LIMIT = -1;

    private final InstanceStore store;
    private final Instances instances;
    private final TagStore tags;
    private final InstancePermissions permissions;
    private final Transitions transitions;

    public MetadataOptionsApi(Instances instances, InstancePermissions permissions, Transitions transitions) {
        this.store = instances.stores().instances();
        this.instances = instances;
        this.tags = instances.stores().tags();
        this.permissions = permissions;
        this.transitions = transitions;
    }

    record ModifyInstanceMetadataOptions(
            InstanceId instanceId,
            Optional<String> httpTokens,
            Optional<Integer> httpPutResponseHopLimit,
            Optional<String> httpEndpoint,
            Optional<String> httpProtocolIpv6,
            Optional<String> instanceMetadataTags) {
        MetadataRequest wanted() {
            return new MetadataRequest(
                    httpTokens, httpPutResponseHopLimit, httpEndpoint, httpProtocolIpv6, instanceMetadataTags);
        }
    }

    record ModifyInstanceMetadataDefaults(
            Optional<String> httpTokens,
            Optional<Integer> httpPutResponseHopLimit,
            Optional<String> httpEndpoint,
            Optional<String> instanceMetadataTags,
            Optional<String> httpTokensEnforced) {
        MetadataRequest wanted() {
            return new MetadataRequest(
                    httpTokens, httpPutResponseHopLimit, httpEndpoint, Optional.empty(), instanceMetadataTags);
        }
    }

    record GetInstanceMetadataDefaults() {}

    record Modified(InstanceId instanceId, MetadataOptionsView instanceMetadataOptions) {}

    record Defaults(
            Optional<String> httpTokens,
            Optional<Integer> httpPutResponseHopLimit,
            Optional<String> httpEndpoint,
            Optional<String> instanceMetadataTags,
            Optional<String> managedBy,
            Optional<String> httpTokensEnforced) {}

    record AccountLevel(Defaults accountLevel) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                EC2.write(
                                "ModifyInstanceMetadataOptions",
                                ModifyInstanceMetadataOptions.class,
                                Modified.class,
                                this::modify)
                        .guardedBy(this::toModify)
                        .faults(INCORRECT_INSTANCE_STATE),
                EC2.write(
                                "ModifyInstanceMetadataDefaults",
                                ModifyInstanceMetadataDefaults.class,
                                Nothing.class,
                                this::modifyDefaults)
                        .guardedBy(this::toModifyDefaults),
                EC2.read(
                                "GetInstanceMetadataDefaults",
                                GetInstanceMetadataDefaults.class,
                                AccountLevel.class,
                                this::defaults)
                        .guardedBy((_, call) -> Ec2Permissions.onAll("GetInstanceMetadataDefaults", call)));
    }

    /// The values that are asked for are judged, not the ones in force.
    private List<Permission> toModify(ModifyInstanceMetadataOptions in, Call call) {
        Permission permission = permissions.on("ModifyInstanceMetadataOptions", in.instanceId(), call);
        return List.of(Ec2Permissions.setting(
                in.wanted().keyed(permission), in.wanted().attributes()));
    }

    private List<Permission> toModifyDefaults(ModifyInstanceMetadataDefaults in, Call call) {
        Map<String, String> attributes = in.wanted().attributes();
        in.httpTokensEnforced().ifPresent(it -> attributes.put("HttpTokensEnforced", it));
        return Ec2Permissions.onAll("ModifyInstanceMetadataDefaults", call).stream()
                .map(permission -> Ec2Permissions.setting(permission, attributes))
                .toList();
    }

    private Modified modify(ModifyInstanceMetadataOptions in, Call call) {
        Instance instance = instances.find(in.instanceId(), call);
        if (instance.lifecycle().ended()) {
            throw INCORRECT_INSTANCE_STATE.because("The instance '" + instance.id()
                    + "' is not in a state from which its metadata options can be modified.");
        }
        MetadataRequest wanted = in.wanted();
        if (wanted.isEmpty()) {
            throw INVALID_PARAMETER_COMBINATION.because("No metadata options were specified.");
        }
        wanted.requireSense(wanted.httpEndpoint().orElse(instance.metadata().httpEndpoint()));
        MetadataOptions changed = wanted.over(instance.metadata()).settling(settled(instance, call));
        if (changed.tags()) {
            MetadataRequest.requireTagsFit(tags.of(Scope.of(call), instance.id().value()));
        }
        store.update(instance.with(changed));
        return new Modified(instance.id(), MetadataOptionsView.of(changed, "pending"));
    }

    /// A stopped instance applies its options when it starts.
    private Instant settled(Instance instance, Call call) {
        return instance.lifecycle().goal() == InstanceState.STOPPED
                ? MetadataOptions.WHEN_STARTED
                : call.now().plus(transitions.metadataOptions());
    }

    private Nothing modifyDefaults(ModifyInstanceMetadataDefaults in, Call call) {
        Scope scope = Scope.of(call);
        MetadataDefaults old = store.metadataDefaults(scope).orElse(MetadataDefaults.NONE);
        in.httpPutResponseHopLimit().filter(hops -> hops != NO_LIMIT).ifPresent(MetadataRequest::requireHops);
        store.setMetadataDefaults(
                scope,
                new MetadataDefaults(
                        preferred(in.httpTokens(), "required", old.tokensRequired()),
                        in.httpPutResponseHopLimit().isPresent()
                                ? in.httpPutResponseHopLimit().filter(hops -> hops != NO_LIMIT)
                                : old.hopLimit(),
                        preferred(in.httpEndpoint(), "enabled", old.endpoint()),
                        preferred(in.instanceMetadataTags(), "enabled", old.tags()),
                        preferred(in.httpTokensEnforced(), "enabled", old.tokensEnforced())));
        return NOTHING;
    }

    private static Optional<Boolean> preferred(Optional<String> wanted, String yes, Optional<Boolean> old) {
        return wanted.isEmpty()
                ? old
                : wanted.filter(text -> !text.equals("no-preference")).map(yes::equals);
    }

    private AccountLevel defaults(GetInstanceMetadataDefaults in, Call call) {
        MetadataDefaults defaults = store.metadataDefaults(Scope.of(call)).orElse(MetadataDefaults.NONE);
        return new AccountLevel(new Defaults(
                defaults.tokensRequired().map(it -> it ? "required" : "optional"),
                defaults.hopLimit(),
                defaults.endpoint().map(MetadataOptions::enabled),
                defaults.tags().map(MetadataOptions::enabled),
                defaults.equals(MetadataDefaults.NONE) ? Optional.empty() : Optional.of("account"),
                defaults.tokensEnforced().map(MetadataOptions::enabled)));
    }
}
