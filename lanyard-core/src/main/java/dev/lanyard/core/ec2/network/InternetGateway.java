// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import dev.lanyard.core.ec2.ResourceId.InternetGatewayId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import java.util.Optional;

public record InternetGateway(InternetGatewayId id, Optional<VpcId> vpc) {}
