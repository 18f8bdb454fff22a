// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import static dev.lanyard.store.ec2.Regional.HERE;

import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupRuleId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.network.SecurityGroup;
import dev.lanyard.core.ec2.network.SecurityGroupRule;
import dev.lanyard.core.ec2.network.SecurityGroupRule.Peer;
import dev.lanyard.core.ec2.network.SecurityGroupRule.PeerKind;
import dev.lanyard.core.ec2.network.SecurityGroupRule.Traffic;
import dev.lanyard.core.ec2.network.SecurityGroupStore;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Security groups in the tables `ec2_security_group` and `ec2_security_group_rule`. A peer may be a group of another
/// account, so it is no reference.
public final class SqlSecurityGroups implements SecurityGroupStore {
    private static final String GROUPS = "select id, vpc, name, description from ec2_security_group" + HERE;
    private static final String RULES = "select id, security_group, egress, protocol, from_port, to_port, peer_kind,"
            + " peer, peer_account, description from ec2_security_group_rule" + HERE;

    private final Regional db;

    public SqlSecurityGroups(Database db) {
        this.db = new Regional(db);
    }

    @Override
    public List<SecurityGroup> all(Scope scope) {
        Map<SecurityGroupId, List<SecurityGroupRule>> rules =
                db.query(scope, RULES + " order by security_group, position", SqlSecurityGroups::rule).stream()
                        .collect(Collectors.groupingBy(SecurityGroupRule::group));
        return db.query(
                scope,
                GROUPS + " order by id",
                row -> group(row, rules.getOrDefault(new SecurityGroupId(row.text(1)), List.of())));
    }

    @Override
    public Optional<SecurityGroup> find(Scope scope, SecurityGroupId id) {
        List<SecurityGroupRule> rules = db.query(
                scope, RULES + " and security_group = ? order by position", SqlSecurityGroups::rule, id.value());
        return db.one(scope, GROUPS + " and id = ?", row -> group(row, rules), id.value());
    }

    @Override
    public boolean insert(Scope scope, SecurityGroup group) {
        boolean isFree = db.insertIfAbsent(
                scope,
                "insert into ec2_security_group (account, region, id, vpc, name, description)"
                        + " values (?, ?, ?, ?, ?, ?) on conflict do nothing",
                group.id().value(),
                group.vpc().value(),
                group.name(),
                group.description());
        if (isFree) {
            group.rules().forEach(rule -> insert(scope, rule));
        }
        return isFree;
    }

    @Override
    public void insert(Scope scope, SecurityGroupRule rule) {
        int position = db.one(
                        scope,
                        "select coalesce(max(position), 0) + 1 from ec2_security_group_rule" + HERE
                                + " and security_group = ?",
                        row -> row.integer(1),
                        rule.group().value())
                .orElseThrow();
        db.update(
                scope,
                "insert into ec2_security_group_rule (account, region, id, security_group, egress, protocol,"
                        + " from_port, to_port, peer_kind, peer, peer_account, description, position)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rule.id().value(),
                rule.group().value(),
                rule.egress(),
                rule.traffic().protocol(),
                rule.traffic().fromPort(),
                rule.traffic().toPort(),
                rule.peer().kind().name(),
                rule.peer().value(),
                rule.peer().account(),
                rule.description(),
                position);
    }

    @Override
    public void update(Scope scope, SecurityGroupRule rule) {
        db.set(
                scope,
                rule.id().value(),
                "update ec2_security_group_rule set protocol = ?, from_port = ?, to_port = ?, peer_kind = ?, peer = ?,"
                        + " peer_account = ?, description = ?",
                rule.traffic().protocol(),
                rule.traffic().fromPort(),
                rule.traffic().toPort(),
                rule.peer().kind().name(),
                rule.peer().value(),
                rule.peer().account(),
                rule.description());
    }

    @Override
    public void delete(Scope scope, SecurityGroupRuleId rule) {
        db.update(scope, "delete from ec2_security_group_rule" + HERE + " and id = ?", rule.value());
    }

    @Override
    public void delete(Scope scope, SecurityGroupId id) {
        db.update(scope, "delete from ec2_security_group_rule" + HERE + " and security_group = ?", id.value());
        db.update(scope, "delete from ec2_security_group" + HERE + " and id = ?", id.value());
    }

    @Override
    public boolean isUsed(Scope scope, SecurityGroupId id) {
        return db.one(
                                scope,
                                "select 1 from ec2_interface_group" + HERE + " and security_group = ? limit 1",
                                row -> row.integer(1),
                                id.value())
                        .isPresent()
                || db.one(
                                scope,
                                "select 1 from ec2_security_group_rule" + HERE
                                        + " and peer = ? and security_group <> ? limit 1",
                                row -> row.integer(1),
                                id.value(),
                                id.value())
                        .isPresent();
    }

    private static SecurityGroup group(Row row, List<SecurityGroupRule> rules) {
        return new SecurityGroup(
                new SecurityGroupId(row.text(1)), new VpcId(row.text(2)), row.text(3), row.text(4), rules);
    }

    private static SecurityGroupRule rule(Row row) {
        return new SecurityGroupRule(
                new SecurityGroupRuleId(row.text(1)),
                new SecurityGroupId(row.text(2)),
                row.flag(3),
                new Traffic(
                        row.text(4),
                        row.optionalNumber(5).map(Math::toIntExact),
                        row.optionalNumber(6).map(Math::toIntExact)),
                new Peer(PeerKind.valueOf(row.text(7)), row.text(8), row.text(9)),
                row.optionalText(10));
    }
}
