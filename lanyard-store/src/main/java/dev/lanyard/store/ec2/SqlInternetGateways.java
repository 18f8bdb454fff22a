// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import static dev.lanyard.store.ec2.Regional.HERE;

import dev.lanyard.core.ec2.ResourceId.InternetGatewayId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.network.InternetGateway;
import dev.lanyard.core.ec2.network.InternetGatewayStore;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import java.util.List;
import java.util.Optional;

/// Internet gateways in the table `ec2_internet_gateway`.
public final class SqlInternetGateways implements InternetGatewayStore {
    private static final String SELECT = "select id, vpc from ec2_internet_gateway" + HERE;

    private final Regional db;

    public SqlInternetGateways(Database db) {
        this.db = new Regional(db);
    }

    @Override
    public List<InternetGateway> all(Scope scope) {
        return db.query(scope, SELECT + " order by id", SqlInternetGateways::gateway);
    }

    @Override
    public Optional<InternetGateway> find(Scope scope, InternetGatewayId id) {
        return db.one(scope, SELECT + " and id = ?", SqlInternetGateways::gateway, id.value());
    }

    @Override
    public void insert(Scope scope, InternetGateway gateway) {
        db.update(
                scope,
                "insert into ec2_internet_gateway (account, region, id, vpc) values (?, ?, ?, ?)",
                gateway.id().value(),
                gateway.vpc().map(VpcId::value));
    }

    @Override
    public void setVpc(Scope scope, InternetGatewayId id, Optional<VpcId> vpc) {
        db.set(scope, id.value(), "update ec2_internet_gateway set vpc = ?", vpc.map(VpcId::value));
    }

    @Override
    public void delete(Scope scope, InternetGatewayId id) {
        db.update(scope, "delete from ec2_internet_gateway" + HERE + " and id = ?", id.value());
    }

    private static InternetGateway gateway(Row row) {
        return new InternetGateway(
                new InternetGatewayId(row.text(1)), row.optionalText(2).map(VpcId::new));
    }
}
