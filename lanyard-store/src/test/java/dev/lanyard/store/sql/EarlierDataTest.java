// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.core.ec2.ResourceId.NetworkAclId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.network.NetworkAcl;
import dev.lanyard.core.ec2.network.NetworkInterface;
import dev.lanyard.core.ec2.network.NetworkInterface.PublicAddress;
import dev.lanyard.store.ec2.SqlNetworkAcls;
import dev.lanyard.store.ec2.SqlNetworkInterfaces;
import dev.lanyard.store.ec2.SqlSubnets;
import dev.lanyard.store.ec2.SqlVpcs;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What earlier versions wrote is there after the migrations that move it.
final class EarlierDataTest {
    private static final Scope SCOPE = new Scope(new AccountId("000000000000"), new Region("us-east-1"));
    private static final String AT = "'000000000000', 'us-east-1'";

    @TempDir
    Path directory;

    @Test
    void networkAclsOfVpcsBecomeAclsOfTheirOwn() {
        try (Database db = before("_ec2_network_acl.sql")) {
            write(
                    db,
                    "insert into ec2_vpc values (" + AT
                            + ", 'vpc-00000001', '10.0.0.0/16', 'vpc-cidr-assoc-1', 'default', 0, 'acl-00000001', 1, 0, 0)");
            write(
                    db,
                    "insert into ec2_subnet values (" + AT + ", 'subnet-00000001', 'vpc-00000001', '10.0.0.0/24',"
                            + " 'us-east-1a', 0, 'aclassoc-1', 1, 0, 0, 'ip-name', 0, 0, 7)");
        }
        try (Database db = Store.FILE.open(Migration.bundled(), directory)) {
            NetworkAcl acl = new SqlNetworkAcls(db)
                    .find(SCOPE, new NetworkAclId("acl-00000001"))
                    .orElseThrow();
            assertThat(acl.isDefault()).isTrue();
            assertThat(acl.entries())
                    .hasSize(2)
                    .allMatch(entry -> entry.action().equals("allow"));
            assertThat(acl.associations())
                    .containsExactly(new NetworkAcl.Association("aclassoc-1", new SubnetId("subnet-00000001")));
            assertThat(new SqlVpcs(db).all(SCOPE)).singleElement().matches(vpc -> vpc.dnsSupport());
            assertThat(new SqlSubnets(db).all(SCOPE))
                    .singleElement()
                    .matches(subnet -> subnet.onLaunch().publicAddress());
        }
    }

    @Test
    void publicAddressesOfInterfacesLeadToTheirPrimaryOnes() {
        try (Database db = before("_ec2_elastic_ip.sql")) {
            write(
                    db,
                    "insert into ec2_vpc values (" + AT
                            + ", 'vpc-00000001', '10.0.0.0/16', 'vpc-cidr-assoc-1', 'default', 0, 1, 0, 0)");
            write(
                    db,
                    "insert into ec2_subnet values (" + AT + ", 'subnet-00000001', 'vpc-00000001', '10.0.0.0/24',"
                            + " 'us-east-1a', 0, 1, 0, 0, 'ip-name', 0, 0, 7)");
            write(
                    db,
                    "insert into ec2_interface (account, region, id, subnet, vpc, zone, description,"
                            + " source_dest_check, created) values (" + AT + ", 'eni-00000001', 'subnet-00000001',"
                            + " 'vpc-00000001', 'us-east-1a', '', 1, 0)");
            for (int i = 0; i < 2; i++) {
                write(
                        db,
                        "insert into ec2_private_address values (" + AT + ", 'subnet-00000001', '10.0.0." + (4 + i)
                                + "', 'eni-00000001', " + i + ")");
            }
            write(db, "insert into ec2_public_address values (" + AT + ", '54.160.0.1', 'eni-00000001')");
        }
        try (Database db = Store.FILE.open(Migration.bundled(), directory)) {
            assertThat(new SqlNetworkInterfaces(db).all(SCOPE))
                    .singleElement()
                    .extracting(NetworkInterface::publicAddress)
                    .isEqualTo(Optional.of(new PublicAddress("54.160.0.1", "10.0.0.4", Optional.empty())));
        }
    }

    private static void write(Database db, String sql) {
        db.write(() -> db.update(sql));
    }

    private Database before(String migration) {
        List<Migration> earlier = Migration.bundled().stream()
                .takeWhile(it -> !it.name().endsWith(migration))
                .toList();
        return Store.FILE.open(earlier, directory);
    }
}
