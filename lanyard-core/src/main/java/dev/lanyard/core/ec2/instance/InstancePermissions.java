// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.profile.Association;
import dev.lanyard.core.ec2.profile.AssociationStore;
import dev.lanyard.core.ec2.profile.ProfileDirectory;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Permission;
import java.util.List;
import java.util.Optional;

/// What operations on instances need permission for, with the condition keys that EC2 gives instances.
public final class InstancePermissions {
    private final InstanceStore instances;
    private final AssociationStore associations;
    private final Ec2Permissions permissions;

    public InstancePermissions(InstanceStores stores, Ec2Permissions permissions) {
        this.instances = stores.instances();
        this.associations = stores.associations();
        this.permissions = permissions;
    }

    List<Permission> onEach(String operation, List<InstanceId> ids, Call call) {
        return ids.stream().map(id -> on(operation, id, call)).toList();
    }

    public Permission on(String operation, InstanceId id, Call call) {
        Permission permission = permissions.on(operation, id, call).with("ec2:InstanceID", id.value());
        Optional<Instance> found = instances.find(Scope.of(call), id);
        if (found.isPresent()) {
            permission = described(permission, found.get());
        }
        Optional<Association> worn = associations.active(Scope.of(call), id);
        return worn.isPresent()
                ? permission.with("ec2:InstanceProfile", worn.get().profileArn())
                : permission;
    }

    Permission on(String operation, SecurityGroupId group, Call call) {
        return permissions.on(operation, group, call);
    }

    private static Permission described(Permission permission, Instance instance) {
        MetadataOptions metadata = instance.metadata();
        return permission
                .with("ec2:AvailabilityZone", instance.place().zone().name())
                .with("ec2:InstanceType", instance.settings().type())
                .with("ec2:Tenancy", instance.place().tenancy())
                .with("ec2:PlacementGroup", instance.place().groupName())
                .with("ec2:RootDeviceType", "ebs")
                .with("ec2:EbsOptimized", Boolean.toString(instance.settings().ebsOptimized()))
                .with("ec2:MetadataHttpTokens", metadata.httpTokens())
                .with("ec2:MetadataHttpEndpoint", metadata.httpEndpoint())
                .with("ec2:MetadataHttpPutResponseHopLimit", Integer.toString(metadata.hopLimit()));
    }

    /// Handing the role of a profile to an instance.
    ///
    /// @param instanceArn the instance, with `*` for one that is yet to be launched
    public static Permission passRole(ProfileDirectory.Role role, String instanceArn) {
        return Permission.on("iam:PassRole", role.arn())
                .with("iam:PassedToService", "ec2.amazonaws.com")
                .with("iam:AssociatedResourceArn", instanceArn)
                .withResourceTags("iam", role.tags());
    }
}
