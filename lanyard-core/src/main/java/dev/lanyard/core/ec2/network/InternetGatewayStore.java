// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import dev.lanyard.core.ec2.ResourceId.InternetGatewayId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.Scope;
import java.util.List;
import java.util.Optional;

public interface InternetGatewayStore {
    List<InternetGateway> all(Scope scope);

    Optional<InternetGateway> find(Scope scope, InternetGatewayId id);

    void insert(Scope scope, InternetGateway gateway);

    void setVpc(Scope scope, InternetGatewayId id, Optional<VpcId> vpc);

    void delete(Scope scope, InternetGatewayId id);
}
