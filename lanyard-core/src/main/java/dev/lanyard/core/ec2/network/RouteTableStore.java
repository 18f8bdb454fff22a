// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import dev.lanyard.core.ec2.ResourceId.RouteTableId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.network.RouteTable.Association;
import dev.lanyard.core.ec2.network.RouteTable.Route;
import java.util.List;
import java.util.Optional;

public interface RouteTableStore {
    List<RouteTable> all(Scope scope);

    Optional<RouteTable> find(Scope scope, RouteTableId id);

    /// Adds a table with its routes and associations.
    void insert(Scope scope, RouteTable table);

    /// Takes a table and its routes away. It may have no associations.
    void delete(Scope scope, RouteTableId id);

    /// @return whether the table had no route to this destination; else nothing happened
    boolean addRoute(Scope scope, RouteTableId id, Route route);

    /// @return whether the table had a route to this destination
    boolean replaceRoute(Scope scope, RouteTableId id, Route route);

    /// @return whether the table had a route to this destination
    boolean removeRoute(Scope scope, RouteTableId id, String destination);

    /// @return whether the subnet (or the VPC, in case of the main association) had no association; else nothing
    /// happened
    boolean associate(Scope scope, RouteTable table, Association association);

    void disassociate(Scope scope, String associationId);
}
