// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.dms;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.aws.fault.Fault;
import dev.lanyard.core.dms.NetworkDirectory;
import dev.lanyard.core.dms.Place;
import dev.lanyard.core.dms.RoleDirectory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A small network and its roles, the same in every account and region, which tests build and break. Two zones a and
/// b, the VPC `vpc-1` with the subnets `subnet-a` and `subnet-b` and the security group `sg-1`, and a second VPC with
/// `sg-2`.
final class TownNetwork implements NetworkDirectory, RoleDirectory {
    private final Map<String, Subnet> subnets = new LinkedHashMap<>();
    private final Map<String, SecurityGroup> groups = new LinkedHashMap<>();
    private final Map<String, Trust> roles = new LinkedHashMap<>();
    private String defaultVpc = "";
    private Optional<Fault> outage = Optional.empty();

    TownNetwork() {
        subnet("subnet-a", "vpc-1", "us-east-1a");
        subnet("subnet-b", "vpc-1", "us-east-1b");
        subnet("subnet-c", "vpc-2", "us-east-1a");
        subnet("subnet-d", "vpc-2", "us-east-1b");
        subnet("subnet-a2", "vpc-1", "us-east-1a");
        groups.put("sg-1", new SecurityGroup("sg-1", "vpc-1"));
        groups.put("sg-2", new SecurityGroup("sg-2", "vpc-2"));
        role("dms-vpc-role", Trust.GRANTED);
    }

    void subnet(String id, String vpc, String zone) {
        subnets.put(id, new Subnet(id, vpc, zone));
    }

    void removeSubnet(String id) {
        subnets.remove(id);
    }

    void removeSecurityGroup(String id) {
        groups.remove(id);
    }

    void makeDefault(String vpc) {
        defaultVpc = vpc;
    }

    void role(String name, Trust trust) {
        roles.put("role/" + name, trust);
    }

    /// From now on neither EC2 nor IAM can tell anything.
    void fail() {
        outage = Optional.of(((dev.lanyard.aws.fault.FaultCode) () -> "Unavailable").because("no answer"));
    }

    void recover() {
        outage = Optional.empty();
    }

    private void answer() {
        outage.ifPresent(fault -> {
            throw fault;
        });
    }

    @Override
    public List<Subnet> subnets(Place place, List<String> ids) {
        answer();
        return existing(subnets, ids);
    }

    @Override
    public List<SecurityGroup> securityGroups(Place place, List<String> ids) {
        answer();
        return existing(groups, ids);
    }

    @Override
    public List<Subnet> defaultSubnets(Place place) {
        answer();
        return subnets.values().stream()
                .filter(subnet -> subnet.vpc().equals(defaultVpc))
                .toList();
    }

    @Override
    public Set<String> zones(Place place) {
        answer();
        return Set.of("us-east-1a", "us-east-1b");
    }

    @Override
    public Trust trust(Arn role, List<String> services, Region region) {
        answer();
        return roles.getOrDefault(role.resource(), Trust.NO_SUCH_ROLE);
    }

    private static <T> List<T> existing(Map<String, T> all, List<String> ids) {
        List<T> found = new ArrayList<>();
        ids.stream().distinct().filter(all::containsKey).forEach(id -> found.add(all.get(id)));
        return found;
    }
}
