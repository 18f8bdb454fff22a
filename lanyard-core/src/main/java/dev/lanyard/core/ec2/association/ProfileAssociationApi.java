// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.association;

import static dev.lanyard.core.ec2.Ec2Fault.INCORRECT_INSTANCE_STATE;
import static dev.lanyard.core.ec2.Ec2Fault.INCORRECT_STATE;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_ASSOCIATION_ID_NOT_FOUND;
import static dev.lanyard.core.ec2.Ec2Service.EC2;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.core.ec2.Ec2Filters;
import dev.lanyard.core.ec2.Ec2Paging;
import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.Filter;
import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.instance.Instance;
import dev.lanyard.core.ec2.instance.InstanceFilter;
import dev.lanyard.core.ec2.instance.InstancePermissions;
import dev.lanyard.core.ec2.instance.InstanceState;
import dev.lanyard.core.ec2.instance.Instances;
import dev.lanyard.core.ec2.instance.Transitions;
import dev.lanyard.core.ec2.profile.Association;
import dev.lanyard.core.ec2.profile.AssociationStore;
import dev.lanyard.core.ec2.profile.ProfileDirectory;
import dev.lanyard.core.ec2.profile.ProfileDirectory.Profile;
import dev.lanyard.core.ec2.profile.ProfileReference;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.core.shared.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Instances putting on, changing and taking off instance profiles.
public final class ProfileAssociationApi implements ApiSection {
    private final AssociationStore associations;
    private final Instances instances;
    private final ProfileDirectory profiles;
    private final InstancePermissions permissions;
    private final Transitions transitions;
    private final Ids ids;

    public ProfileAssociationApi(
            Instances instances,
            ProfileDirectory profiles,
            InstancePermissions permissions,
            Transitions transitions,
            Ids ids) {
        this.associations = instances.stores().associations();
        this.instances = instances;
        this.profiles = profiles;
        this.permissions = permissions;
        this.transitions = transitions;
        this.ids = ids;
    }

    record AssociateIamInstanceProfile(ProfileReference iamInstanceProfile, InstanceId instanceId) {}

    record ReplaceIamInstanceProfileAssociation(ProfileReference iamInstanceProfile, AssociationId associationId) {}

    record DisassociateIamInstanceProfile(AssociationId associationId) {}

    record DescribeIamInstanceProfileAssociations(
            List<AssociationId> associationIds,
            List<Filter> filters,
            Optional<Integer> maxResults,
            Optional<String> nextToken) {}

    record ProfileView(String arn, String id) {}

    record AssociationView(
            String associationId,
            InstanceId instanceId,
            ProfileView iamInstanceProfile,
            Association.State state,
            Optional<Instant> timestamp) {}

    record Shown(AssociationView iamInstanceProfileAssociation) {}

    record Described(List<AssociationView> iamInstanceProfileAssociations, Optional<String> nextToken) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                EC2.write(
                                "AssociateIamInstanceProfile",
                                AssociateIamInstanceProfile.class,
                                Shown.class,
                                this::associate)
                        .guardedBy(this::toAssociate)
                        .faults(INCORRECT_STATE, INCORRECT_INSTANCE_STATE),
                EC2.write(
                                "ReplaceIamInstanceProfileAssociation",
                                ReplaceIamInstanceProfileAssociation.class,
                                Shown.class,
                                this::replace)
                        .guardedBy(this::toReplace)
                        .faults(INCORRECT_STATE, INVALID_ASSOCIATION_ID_NOT_FOUND),
                EC2.write(
                                "DisassociateIamInstanceProfile",
                                DisassociateIamInstanceProfile.class,
                                Shown.class,
                                this::disassociate)
                        .guardedBy((in, call) ->
                                List.of(onInstanceOf("DisassociateIamInstanceProfile", in.associationId(), call)))
                        .faults(INCORRECT_STATE, INCORRECT_INSTANCE_STATE, INVALID_ASSOCIATION_ID_NOT_FOUND),
                EC2.read(
                                "DescribeIamInstanceProfileAssociations",
                                DescribeIamInstanceProfileAssociations.class,
                                Described.class,
                                this::describe)
                        .guardedBy((_, call) -> Ec2Permissions.onAll("DescribeIamInstanceProfileAssociations", call))
                        .faults(INVALID_ASSOCIATION_ID_NOT_FOUND));
    }

    private List<Permission> toAssociate(AssociateIamInstanceProfile in, Call call) {
        return toWear(
                permissions.on("AssociateIamInstanceProfile", in.instanceId(), call),
                in.iamInstanceProfile(),
                in.instanceId().value(),
                call);
    }

    private List<Permission> toReplace(ReplaceIamInstanceProfileAssociation in, Call call) {
        String instance = associations
                .find(Scope.of(call), in.associationId().value())
                .map(found -> found.instance().value())
                .orElse("*");
        return toWear(
                onInstanceOf("ReplaceIamInstanceProfileAssociation", in.associationId(), call),
                in.iamInstanceProfile(),
                instance,
                call);
    }

    private List<Permission> toWear(Permission onInstance, ProfileReference wanted, String instance, Call call) {
        Optional<Profile> profile = wanted.seen(profiles, call.account(), call.now());
        List<Permission> needed = new ArrayList<>();
        needed.add(profile.map(
                        it -> onInstance.with("ec2:NewInstanceProfile", it.arn().toString()))
                .orElse(onInstance));
        String arn = Ec2Permissions.arn(ResourceType.INSTANCE, instance, Scope.of(call))
                .toString();
        profile.flatMap(Profile::role).ifPresent(role -> needed.add(InstancePermissions.passRole(role, arn)));
        return needed;
    }

    /// A denial does not tell which instance it is.
    private Permission onInstanceOf(String operation, AssociationId id, Call call) {
        Permission unknown = Ec2Permissions.onNew(operation, ResourceType.INSTANCE, List.of(), call);
        return associations
                .find(Scope.of(call), id.value())
                .map(found -> permissions.on(operation, found.instance(), call).shownAs(unknown.shown()))
                .orElse(unknown);
    }

    private Shown associate(AssociateIamInstanceProfile in, Call call) {
        Instance instance = instances.find(in.instanceId(), call);
        Profile profile = in.iamInstanceProfile().wearable(profiles, call.account(), call.now());
        requireSteady(instance, call);
        return new Shown(wear(instance, profile, call));
    }

    private Shown replace(ReplaceIamInstanceProfileAssociation in, Call call) {
        Association current = find(in.associationId(), call);
        Profile profile = in.iamInstanceProfile().wearable(profiles, call.account(), call.now());
        Instance instance = instances.find(current.instance(), call);
        if (instance.state(call.now()) != InstanceState.RUNNING) {
            throw notActive(current);
        }
        end(current, call);
        return new Shown(wear(instance, profile, call));
    }

    private Shown disassociate(DisassociateIamInstanceProfile in, Call call) {
        Association current = find(in.associationId(), call);
        requireSteady(instances.find(current.instance(), call), call);
        end(current, call);
        return new Shown(view(current, Association.State.DISASSOCIATING, Optional.empty()));
    }

    private void end(Association current, Call call) {
        if (!associations.end(current, call.now().plus(transitions.association()))) {
            throw notActive(current);
        }
    }

    /// The association is answered as being on its way even where that takes no time.
    private AssociationView wear(Instance instance, Profile profile, Call call) {
        Scope scope = Scope.of(call);
        associations.purge(scope, instance.id(), call.now());
        Association association = Association.begun(
                scope, ids.hex17("iip-assoc"), instance.id(), profile, call.now(), transitions.association());
        if (!associations.insert(association)) {
            throw INCORRECT_STATE.because("There is an existing association for instance " + instance.id());
        }
        return view(association, Association.State.ASSOCIATING, Optional.empty());
    }

    private static void requireSteady(Instance instance, Call call) {
        InstanceState state = instance.state(call.now());
        if (state != InstanceState.RUNNING && state != InstanceState.STOPPED) {
            throw INCORRECT_INSTANCE_STATE.because(
                    "The instance '" + instance.id() + "' is not in the 'running' or 'stopped' states.");
        }
    }

    private Described describe(DescribeIamInstanceProfileAssociations in, Call call) {
        Instant now = call.now();
        Ec2Paging paging =
                new Ec2Paging(in.maxResults(), in.nextToken()).notWith(in.associationIds(), "AssociationIds");
        String query = "DescribeIamInstanceProfileAssociations" + in.filters() + in.associationIds();
        Predicate<Association> matching = filters(now).matching(in.filters());
        Page<Association> page = named(in, call)
                .map(found -> paging.page(query, call, found.filter(matching), Association::position))
                .orElseGet(() -> paging.page(
                        query,
                        call,
                        (after, limit) -> associations.list(Scope.of(call), now, after, limit),
                        matching,
                        Association::position));
        return new Described(
                page.map(each -> view(each, each.state(now), Optional.of(each.since())))
                        .items(),
                page.next());
    }

    /// The only ones that can match; nothing when any might.
    private Optional<Stream<Association>> named(DescribeIamInstanceProfileAssociations in, Call call) {
        if (!in.associationIds().isEmpty()) {
            return Optional.of(new LinkedHashSet<>(in.associationIds()).stream().map(id -> find(id, call)));
        }
        return InstanceFilter.ids(in.filters())
                .map(instances -> instances.stream()
                        .flatMap(id -> associations.of(Scope.of(call), id).stream())
                        .filter(each -> each.state(call.now()) != Association.State.DISASSOCIATED));
    }

    private static Ec2Filters<Association> filters(Instant now) {
        return Ec2Filters.<Association>none()
                .on("instance-id", Association::instance)
                .on("state", each -> each.state(now));
    }

    private Association find(AssociationId id, Call call) {
        return associations
                .find(Scope.of(call), id.value())
                .filter(found -> found.state(call.now()) != Association.State.DISASSOCIATED)
                .orElseThrow(() -> INVALID_ASSOCIATION_ID_NOT_FOUND.because(
                        "An invalid association-id of '" + id.value() + "' was given"));
    }

    private static Fault notActive(Association association) {
        return INCORRECT_STATE.because("The association " + association.id() + " is not the active association");
    }

    private static AssociationView view(Association association, Association.State state, Optional<Instant> timestamp) {
        return new AssociationView(
                association.id(),
                association.instance(),
                new ProfileView(association.profileArn(), association.profileId()),
                state,
                timestamp);
    }
}
