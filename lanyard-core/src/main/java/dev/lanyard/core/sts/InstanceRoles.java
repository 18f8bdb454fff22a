// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.core.authz.Identities;
import dev.lanyard.core.authz.TrustJudge;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.sts.Claims.Kind;
import dev.lanyard.core.sts.RoleDirectory.AssumableRole;
import dev.lanyard.core.sts.Sessions.Credentials;
import dev.lanyard.core.sts.Sessions.Draft;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The credentials that EC2 fetches for an instance. Only the role's trust policy has a say: neither the longest
/// duration of the role's sessions nor the limit of chained ones applies.
public final class InstanceRoles {
    private static final String EC2 = "ec2.amazonaws.com";

    private final RoleDirectory roles;
    private final Identities identities;
    private final Sessions sessions;

    public InstanceRoles(RoleDirectory roles, Identities identities, Sessions sessions) {
        this.roles = roles;
        this.identities = identities;
        this.sessions = sessions;
    }

    /// An instance, as its credentials tell of it.
    ///
    /// @param vpcId where the instance is, if anywhere
    /// @param delivery how the credentials get to it: `1.0` or `2.0`, the version of the metadata service
    public record Instance(
            AccountId account,
            Region region,
            String id,
            Optional<String> vpcId,
            Optional<String> privateAddress,
            String delivery) {
        Arn arn() {
            return Arn.regional("ec2", region, account, "instance/" + id);
        }
    }

    /// Empty when the role is gone or does not trust EC2.
    ///
    /// @param roleId the unique id
    public Optional<Credentials> assume(String roleId, Instance instance, Duration lifetime, Instant now) {
        return roles.findById(instance.account(), roleId)
                .filter(role -> trusts(role, instance, now))
                .map(role -> sessions.begin(
                        Draft.of(Kind.ROLE, role.account(), role.id(), instance.id())
                                .with(keys(instance)),
                        lifetime,
                        now));
    }

    private boolean trusts(AssumableRole role, Instance instance, Instant now) {
        Permission assume = role.permission("sts:AssumeRole", identities)
                .with("sts:RoleSessionName", instance.id())
                .with("aws:SourceArn", instance.arn().toString())
                .with("aws:SourceAccount", instance.account().value());
        return TrustJudge.admitsService(EC2, assume, instance.region(), now);
    }

    private static Map<String, String> keys(Instance instance) {
        Map<String, String> keys = new TreeMap<>();
        keys.put("ec2:SourceInstanceARN", instance.arn().toString());
        keys.put("ec2:RoleDelivery", instance.delivery());
        instance.vpcId().ifPresent(vpc -> keys.put("aws:Ec2InstanceSourceVpc", vpc));
        instance.privateAddress().ifPresent(ip -> keys.put("aws:Ec2InstanceSourcePrivateIPv4", ip));
        return Collections.unmodifiableMap(keys);
    }
}
