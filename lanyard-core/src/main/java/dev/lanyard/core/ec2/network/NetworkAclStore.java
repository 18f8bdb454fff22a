// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import dev.lanyard.core.ec2.ResourceId.NetworkAclId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.network.NetworkAcl.Association;
import dev.lanyard.core.ec2.network.NetworkAcl.Entry;
import java.util.List;
import java.util.Optional;

public interface NetworkAclStore {
    List<NetworkAcl> all(Scope scope);

    Optional<NetworkAcl> find(Scope scope, NetworkAclId id);

    /// Adds an ACL with its entries and associations.
    void insert(Scope scope, NetworkAcl acl);

    /// Takes an ACL and its entries away. It may have no associations.
    void delete(Scope scope, NetworkAclId id);

    /// @return whether the ACL had no entry of this direction and number; else nothing happened
    boolean add(Scope scope, NetworkAclId id, Entry entry);

    /// @return whether the ACL had such an entry
    boolean remove(Scope scope, NetworkAclId id, boolean egress, int number);

    /// Gives an ACL to a subnet, which may have none.
    void associate(Scope scope, NetworkAclId id, Association association);

    /// Takes a subnet's ACL away.
    void disassociate(Scope scope, SubnetId subnet);
}
