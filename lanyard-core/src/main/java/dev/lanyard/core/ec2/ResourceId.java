// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2;

/// Ids of EC2 resources. Making one of a text that cannot be such an id throws the fault that EC2 answers with, so that
/// a request with a malformed id is refused before anything else of it is looked at.
public sealed interface ResourceId {
    String value();

    ResourceType type();

    record InstanceId(String value) implements ResourceId {
        public InstanceId {
            ResourceType.INSTANCE.requireWellFormed(value);
        }

        @Override
        public ResourceType type() {
            return ResourceType.INSTANCE;
        }

        @Override
        public String toString() {
            return value;
        }
    }

    record VolumeId(String value) implements ResourceId {
        public VolumeId {
            ResourceType.VOLUME.requireWellFormed(value);
        }

        @Override
        public ResourceType type() {
            return ResourceType.VOLUME;
        }

        @Override
        public String toString() {
            return value;
        }
    }

    record ImageId(String value) implements ResourceId {
        public ImageId {
            ResourceType.IMAGE.requireWellFormed(value);
        }

        @Override
        public ResourceType type() {
            return ResourceType.IMAGE;
        }

        @Override
        public String toString() {
            return value;
        }
    }

    record VpcId(String value) implements ResourceId {
        public VpcId {
            ResourceType.VPC.requireWellFormed(value);
        }

        @Override
        public ResourceType type() {
            return ResourceType.VPC;
        }

        @Override
        public String toString() {
            return value;
        }
    }

    record SubnetId(String value) implements ResourceId {
        public SubnetId {
            ResourceType.SUBNET.requireWellFormed(value);
        }

        @Override
        public ResourceType type() {
            return ResourceType.SUBNET;
        }

        @Override
        public String toString() {
            return value;
        }
    }

    record SecurityGroupId(String value) implements ResourceId {
        public SecurityGroupId {
            ResourceType.SECURITY_GROUP.requireWellFormed(value);
        }

        @Override
        public ResourceType type() {
            return ResourceType.SECURITY_GROUP;
        }

        @Override
        public String toString() {
            return value;
        }
    }

    record SecurityGroupRuleId(String value) implements ResourceId {
        public SecurityGroupRuleId {
            ResourceType.SECURITY_GROUP_RULE.requireWellFormed(value);
        }

        @Override
        public ResourceType type() {
            return ResourceType.SECURITY_GROUP_RULE;
        }

        @Override
        public String toString() {
            return value;
        }
    }

    record RouteTableId(String value) implements ResourceId {
        public RouteTableId {
            ResourceType.ROUTE_TABLE.requireWellFormed(value);
        }

        @Override
        public ResourceType type() {
            return ResourceType.ROUTE_TABLE;
        }

        @Override
        public String toString() {
            return value;
        }
    }

    record NetworkAclId(String value) implements ResourceId {
        public NetworkAclId {
            ResourceType.NETWORK_ACL.requireWellFormed(value);
        }

        @Override
        public ResourceType type() {
            return ResourceType.NETWORK_ACL;
        }

        @Override
        public String toString() {
            return value;
        }
    }

    record InternetGatewayId(String value) implements ResourceId {
        public InternetGatewayId {
            ResourceType.INTERNET_GATEWAY.requireWellFormed(value);
        }

        @Override
        public ResourceType type() {
            return ResourceType.INTERNET_GATEWAY;
        }

        @Override
        public String toString() {
            return value;
        }
    }

    record NetworkInterfaceId(String value) implements ResourceId {
        public NetworkInterfaceId {
            ResourceType.NETWORK_INTERFACE.requireWellFormed(value);
        }

        @Override
        public ResourceType type() {
            return ResourceType.NETWORK_INTERFACE;
        }

        @Override
        public String toString() {
            return value;
        }
    }

    record AllocationId(String value) implements ResourceId {
        public AllocationId {
            ResourceType.ELASTIC_IP.requireWellFormed(value);
        }

        @Override
        public ResourceType type() {
            return ResourceType.ELASTIC_IP;
        }

        @Override
        public String toString() {
            return value;
        }
    }

    record LaunchTemplateId(String value) implements ResourceId {
        public LaunchTemplateId {
            ResourceType.LAUNCH_TEMPLATE.requireWellFormed(value);
        }

        @Override
        public ResourceType type() {
            return ResourceType.LAUNCH_TEMPLATE;
        }

        @Override
        public String toString() {
            return value;
        }
    }
}
