// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import static dev.lanyard.core.ec2.Ec2Service.EC2;

import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import java.util.List;

/// What an account may and has in a region.
public final class AccountAttributeApi implements ApiSection {
    private final Network network;

    public AccountAttributeApi(Network network) {
        this.network = network;
    }

    record DescribeAccountAttributes(List<String> attributeNames) {}

    record Value(String attributeValue) {}

    record Attribute(String attributeName, List<Value> attributeValues) {
        static Attribute of(String name, String value) {
            return new Attribute(name, List.of(new Value(value)));
        }
    }

    record Described(List<Attribute> accountAttributes) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                EC2.read("DescribeAccountAttributes", DescribeAccountAttributes.class, Described.class, this::describe)
                        .guardedBy((_, call) -> Ec2Permissions.onAll("DescribeAccountAttributes", call)));
    }

    private Described describe(DescribeAccountAttributes in, Call call) {
        String vpc =
                network.defaultVpc(Scope.of(call)).map(it -> it.id().value()).orElse("none");
        List<Attribute> all = List.of(
                Attribute.of("supported-platforms", "VPC"),
                Attribute.of("vpc-max-security-groups-per-interface", "5"),
                Attribute.of("max-elastic-ips", "5"),
                Attribute.of("max-instances", "20"),
                Attribute.of("vpc-max-elastic-ips", "5"),
                Attribute.of("default-vpc", vpc));
        return new Described(all.stream()
                .filter(it ->
                        in.attributeNames().isEmpty() || in.attributeNames().contains(it.attributeName()))
                .toList());
    }
}
