// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamFault.DELETE_CONFLICT;
import static dev.lanyard.core.iam.IamFault.ENTITY_ALREADY_EXISTS;
import static dev.lanyard.core.iam.IamFault.INVALID_INPUT;
import static dev.lanyard.core.iam.IamFault.LIMIT_EXCEEDED;
import static dev.lanyard.core.iam.IamFault.NO_SUCH_ENTITY;
import static dev.lanyard.core.iam.IamFault.UNMODIFIABLE_ENTITY;
import static dev.lanyard.core.iam.IamService.IAM;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.core.iam.IamViews.InstanceProfileView;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.core.shared.Page;
import dev.lanyard.core.shared.Tag;
import java.util.List;
import java.util.Optional;

/// Instance profiles: create, fill, list, tag, delete.
final class InstanceProfileApi implements ApiSection {
    private final InstanceProfileStore profiles;
    private final IamRoles roles;
    private final IamPermissions permissions;
    private final IamQuotas quotas;
    private final Ids ids;

    InstanceProfileApi(
            InstanceProfileStore profiles, IamRoles roles, IamPermissions permissions, IamQuotas quotas, Ids ids) {
        this.profiles = profiles;
        this.roles = roles;
        this.permissions = permissions;
        this.quotas = quotas;
        this.ids = ids;
    }

    record CreateInstanceProfile(
            InstanceProfileName instanceProfileName, Optional<IamPath> path, Optional<List<Tag>> tags) {}

    record Named(InstanceProfileName instanceProfileName) {}

    record Shown(InstanceProfileView instanceProfile) {}

    private record Lookup(InstanceProfileName name, Optional<InstanceProfile> profile) {}

    record RoleInProfile(InstanceProfileName instanceProfileName, RoleName roleName) {}

    record ListInstanceProfiles(Optional<IamPath> pathPrefix, Optional<Integer> maxItems, Optional<String> marker) {}

    record ListInstanceProfilesForRole(RoleName roleName, Optional<Integer> maxItems, Optional<String> marker) {}

    record Profiles(List<InstanceProfileView> instanceProfiles, boolean isTruncated, Optional<String> marker) {}

    record TagInstanceProfile(InstanceProfileName instanceProfileName, List<Tag> tags) {}

    record UntagInstanceProfile(InstanceProfileName instanceProfileName, List<String> tagKeys) {}

    record ListInstanceProfileTags(
            InstanceProfileName instanceProfileName, Optional<Integer> maxItems, Optional<String> marker) {}

    record Tags(List<Tag> tags, boolean isTruncated, Optional<String> marker) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                IAM.write("CreateInstanceProfile", CreateInstanceProfile.class, Shown.class, this::create)
                        .guardedBy((in, call) -> permissions.toCreateProfile(
                                in.instanceProfileName(), in.path().orElse(IamPath.ROOT), in.tags(), call))
                        .faults(ENTITY_ALREADY_EXISTS, LIMIT_EXCEEDED, INVALID_INPUT),
                IAM.read("GetInstanceProfile", Named.class, Shown.class)
                        .planned(
                                this::lookUp,
                                (it, call) ->
                                        permissions.onProfile("iam:GetInstanceProfile", it.name(), it.profile(), call),
                                this::get)
                        .faults(NO_SUCH_ENTITY),
                IAM.write("DeleteInstanceProfile", Named.class, Nothing.class, this::delete)
                        .guardedBy((in, call) ->
                                permissions.onProfile("iam:DeleteInstanceProfile", in.instanceProfileName(), call))
                        .faults(NO_SUCH_ENTITY, DELETE_CONFLICT),
                IAM.write("AddRoleToInstanceProfile", RoleInProfile.class, Nothing.class, this::addRole)
                        .guardedBy((in, call) ->
                                permissions.onProfile("iam:AddRoleToInstanceProfile", in.instanceProfileName(), call))
                        .also((in, call) -> permissions.passRole(in.roleName(), "ec2.amazonaws.com", call))
                        .faults(NO_SUCH_ENTITY, LIMIT_EXCEEDED, UNMODIFIABLE_ENTITY),
                IAM.write("RemoveRoleFromInstanceProfile", RoleInProfile.class, Nothing.class, this::removeRole)
                        .guardedBy((in, call) -> permissions.onProfile(
                                "iam:RemoveRoleFromInstanceProfile", in.instanceProfileName(), call))
                        .faults(NO_SUCH_ENTITY, UNMODIFIABLE_ENTITY),
                IAM.read("ListInstanceProfiles", ListInstanceProfiles.class, Profiles.class, this::list)
                        .guardedBy((in, call) -> permissions.onPrefix(
                                "iam:ListInstanceProfiles", "instance-profile", in.pathPrefix(), call)),
                IAM.read(
                                "ListInstanceProfilesForRole",
                                ListInstanceProfilesForRole.class,
                                Profiles.class,
                                this::listForRole)
                        .guardedBy((in, call) ->
                                permissions.onRole("iam:ListInstanceProfilesForRole", in.roleName(), call))
                        .faults(NO_SUCH_ENTITY),
                IAM.write("TagInstanceProfile", TagInstanceProfile.class, Nothing.class, this::tag)
                        .guardedBy((in, call) -> permissions.toTagProfile(in.instanceProfileName(), in.tags(), call))
                        .faults(NO_SUCH_ENTITY, INVALID_INPUT, LIMIT_EXCEEDED),
                IAM.write("UntagInstanceProfile", UntagInstanceProfile.class, Nothing.class, this::untag)
                        .guardedBy(
                                (in, call) -> permissions.toUntagProfile(in.instanceProfileName(), in.tagKeys(), call))
                        .faults(NO_SUCH_ENTITY),
                IAM.read("ListInstanceProfileTags", ListInstanceProfileTags.class, Tags.class, this::listTags)
                        .guardedBy((in, call) ->
                                permissions.onProfile("iam:ListInstanceProfileTags", in.instanceProfileName(), call))
                        .faults(NO_SUCH_ENTITY));
    }

    private Shown create(CreateInstanceProfile in, Call call) {
        List<Tag> tags = IamTags.OF_RESOURCES.merge(List.of(), in.tags().orElse(List.of()), quotas);
        InstanceProfile profile = new InstanceProfile(
                call.account(),
                in.instanceProfileName(),
                in.path().orElse(IamPath.ROOT),
                ids.unique("AIPA", call.account(), 21),
                call.now(),
                tags,
                Optional.empty());
        if (!profiles.insert(profile)) {
            throw ENTITY_ALREADY_EXISTS.because("Instance Profile " + in.instanceProfileName() + " already exists.");
        }
        if (profiles.count(call.account()) > quotas.instanceProfiles()) {
            throw LIMIT_EXCEEDED.because(
                    "Cannot exceed quota for InstanceProfilesPerAccount: " + quotas.instanceProfiles());
        }
        return new Shown(roles.profileView(profile, IamViews.unlessEmpty(tags)));
    }

    private Lookup lookUp(Named in, Call call) {
        return new Lookup(in.instanceProfileName(), profiles.find(call.account(), in.instanceProfileName()));
    }

    private Shown get(Lookup it, Call call) {
        InstanceProfile profile = it.profile().orElseThrow(() -> notFound(it.name()));
        return new Shown(roles.profileView(profile, Optional.of(profile.tags())));
    }

    private Nothing delete(Named in, Call call) {
        if (find(in.instanceProfileName(), call).role().isPresent()) {
            throw DELETE_CONFLICT.because("Cannot delete entity, must remove roles from instance profile first.");
        }
        profiles.delete(call.account(), in.instanceProfileName());
        return NOTHING;
    }

    private Nothing addRole(RoleInProfile in, Call call) {
        find(in.instanceProfileName(), call);
        roles.modifiable(in.roleName(), call);
        if (!profiles.attach(call.account(), in.instanceProfileName(), in.roleName())) {
            throw LIMIT_EXCEEDED.because("Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
        }
        return NOTHING;
    }

    private Nothing removeRole(RoleInProfile in, Call call) {
        find(in.instanceProfileName(), call);
        roles.modifiable(in.roleName(), call);
        if (!profiles.detach(call.account(), in.instanceProfileName(), in.roleName())) {
            throw NO_SUCH_ENTITY.because(
                    "Role " + in.roleName() + " in Instance Profile " + in.instanceProfileName() + " cannot be found.");
        }
        return NOTHING;
    }

    private Profiles list(ListInstanceProfiles in, Call call) {
        IamPath prefix = in.pathPrefix().orElse(IamPath.ROOT);
        return shown(new IamPaging(in.maxItems(), in.marker())
                .page(
                        "ListInstanceProfiles" + prefix,
                        call,
                        (after, limit) -> profiles.list(call.account(), prefix, after, limit)));
    }

    private Profiles listForRole(ListInstanceProfilesForRole in, Call call) {
        Role role = roles.find(in.roleName(), call);
        return shown(new IamPaging(in.maxItems(), in.marker())
                .page(
                        "ListInstanceProfilesForRole" + role.id(),
                        call,
                        (after, limit) -> profiles.listOfRole(call.account(), role.name(), after, limit)));
    }

    private Nothing tag(TagInstanceProfile in, Call call) {
        InstanceProfile profile = find(in.instanceProfileName(), call);
        profiles.setTags(call.account(), profile.name(), IamTags.OF_RESOURCES.merge(profile.tags(), in.tags(), quotas));
        return NOTHING;
    }

    private Nothing untag(UntagInstanceProfile in, Call call) {
        InstanceProfile profile = find(in.instanceProfileName(), call);
        profiles.setTags(call.account(), profile.name(), IamTags.OF_RESOURCES.without(profile.tags(), in.tagKeys()));
        return NOTHING;
    }

    private Tags listTags(ListInstanceProfileTags in, Call call) {
        InstanceProfile profile = find(in.instanceProfileName(), call);
        Page<Tag> page = new IamPaging(in.maxItems(), in.marker())
                .page(
                        "ListInstanceProfileTags" + profile.id(),
                        call,
                        (after, limit) -> IamTags.page(profile.tags(), after, limit));
        return new Tags(page.items(), page.next().isPresent(), page.next());
    }

    private InstanceProfile find(InstanceProfileName name, Call call) {
        return profiles.find(call.account(), name).orElseThrow(() -> notFound(name));
    }

    private static Fault notFound(InstanceProfileName name) {
        return NO_SUCH_ENTITY.because("Instance Profile " + name + " cannot be found.");
    }

    private Profiles shown(Page<InstanceProfile> page) {
        return new Profiles(
                page.map(profile -> roles.profileView(profile, Optional.empty()))
                        .items(),
                page.next().isPresent(),
                page.next());
    }
}
