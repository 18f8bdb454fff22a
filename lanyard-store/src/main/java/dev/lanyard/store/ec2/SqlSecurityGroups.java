// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import static dev.lanyard.store.ec2.Regional.HERE;
import static dev.lanyard.store.ec2.Regional.SCOPE;

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
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Rows;
import dev.lanyard.store.sql.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Security groups in the tables `ec2_security_group` and `ec2_security_group_rule`. A peer may be a group of another
/// account, so it is no reference.
public final class SqlSecurityGroups implements SecurityGroupStore {
    private static final Table<Scope, SecurityGroup> GROUPS =
            Table.of("ec2_security_group", SCOPE, SqlSecurityGroups::bare);
    private static final Table<Scope, SecurityGroupRule> RULES =
            Table.of("ec2_security_group_rule", SCOPE, SqlSecurityGroups::rule);
    private static final Rows<Scope, SecurityGroupRule> ALL_RULES =
            RULES.where("").by("security_group, position");
    private static final Rows<Scope, SecurityGroupRule> RULES_OF =
            RULES.where("security_group = ?").by("position");
    private static final Rows<Scope, SecurityGroupRule> RULES_OF_PEER = RULES.where("peer = ? and security_group <> ?");

    private final Database db;

    public SqlSecurityGroups(Database db) {
        this.db = db;
    }

    private static SecurityGroup bare(Columns<SecurityGroup> c) {
        return new SecurityGroup(
                c.key().text("id", group -> group.id().value(), SecurityGroupId::new),
                c.text("vpc", group -> group.vpc().value(), VpcId::new),
                c.text("name", SecurityGroup::name),
                c.text("description", SecurityGroup::description),
                List.of());
    }

    private static SecurityGroupRule rule(Columns<SecurityGroupRule> c) {
        c.given("position");
        return new SecurityGroupRule(
                c.key().text("id", rule -> rule.id().value(), SecurityGroupRuleId::new),
                c.fixed().text("security_group", rule -> rule.group().value(), SecurityGroupId::new),
                c.fixed().flag("egress", SecurityGroupRule::egress),
                c.in(SecurityGroupRule::traffic, SqlSecurityGroups::traffic),
                c.in(SecurityGroupRule::peer, SqlSecurityGroups::peer),
                c.optionalText("description", SecurityGroupRule::description));
    }

    private static Traffic traffic(Columns<Traffic> c) {
        return new Traffic(
                c.text("protocol", Traffic::protocol),
                c.optionalInteger("from_port", Traffic::fromPort),
                c.optionalInteger("to_port", Traffic::toPort));
    }

    private static Peer peer(Columns<Peer> c) {
        return new Peer(
                c.text("peer_kind", peer -> peer.kind().name(), PeerKind::valueOf),
                c.text("peer", Peer::value),
                c.text("peer_account", Peer::account));
    }

    @Override
    public List<SecurityGroup> all(Scope scope) {
        Map<SecurityGroupId, List<SecurityGroupRule>> rules =
                ALL_RULES.list(db, scope).stream().collect(Collectors.groupingBy(SecurityGroupRule::group));
        return GROUPS.all(db, scope).stream()
                .map(bare -> filled(bare, rules.getOrDefault(bare.id(), List.of())))
                .toList();
    }

    @Override
    public Optional<SecurityGroup> find(Scope scope, SecurityGroupId id) {
        return GROUPS.find(db, scope, id.value()).map(bare -> filled(bare, RULES_OF.list(db, scope, id.value())));
    }

    private static SecurityGroup filled(SecurityGroup bare, List<SecurityGroupRule> rules) {
        return new SecurityGroup(bare.id(), bare.vpc(), bare.name(), bare.description(), rules);
    }

    @Override
    public boolean insert(Scope scope, SecurityGroup group) {
        boolean isFree = GROUPS.insertIfAbsent(db, scope, group);
        if (isFree) {
            group.rules().forEach(rule -> insert(scope, rule));
        }
        return isFree;
    }

    @Override
    public void insert(Scope scope, SecurityGroupRule rule) {
        int position = db.integer(
                "select coalesce(max(position), 0) + 1 from ec2_security_group_rule" + HERE + " and security_group = ?",
                SCOPE.arguments(scope, rule.group().value()));
        RULES.insert(db, scope, rule, position);
    }

    @Override
    public void update(Scope scope, SecurityGroupRule rule) {
        RULES.update(db, scope, rule);
    }

    @Override
    public void delete(Scope scope, SecurityGroupRuleId rule) {
        RULES.delete(db, scope, rule.value());
    }

    @Override
    public void delete(Scope scope, SecurityGroupId id) {
        RULES_OF.delete(db, scope, id.value());
        GROUPS.delete(db, scope, id.value());
    }

    @Override
    public boolean isUsed(Scope scope, SecurityGroupId id) {
        return db.exists(
                        "select 1 from ec2_interface_group" + HERE + " and security_group = ? limit 1",
                        SCOPE.arguments(scope, id.value()))
                || RULES_OF_PEER.exist(db, scope, id.value(), id.value());
    }
}
