// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import static dev.lanyard.store.ec2.Regional.SCOPE;

import dev.lanyard.core.ec2.ResourceId.InternetGatewayId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.network.InternetGateway;
import dev.lanyard.core.ec2.network.InternetGatewayStore;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Table;
import java.util.List;
import java.util.Optional;

/// Internet gateways in the table `ec2_internet_gateway`.
public final class SqlInternetGateways implements InternetGatewayStore {
    private static final Table<Scope, InternetGateway> GATEWAYS =
            Table.of("ec2_internet_gateway", SCOPE, SqlInternetGateways::gateway);

    private final Database db;

    public SqlInternetGateways(Database db) {
        this.db = db;
    }

    private static InternetGateway gateway(Columns<InternetGateway> c) {
        return new InternetGateway(
                c.key().text("id", gateway -> gateway.id().value(), InternetGatewayId::new),
                c.optionalText("vpc", gateway -> gateway.vpc().map(VpcId::value))
                        .map(VpcId::new));
    }

    @Override
    public List<InternetGateway> all(Scope scope) {
        return GATEWAYS.all(db, scope);
    }

    @Override
    public Optional<InternetGateway> find(Scope scope, InternetGatewayId id) {
        return GATEWAYS.find(db, scope, id.value());
    }

    @Override
    public void insert(Scope scope, InternetGateway gateway) {
        GATEWAYS.insert(db, scope, gateway);
    }

    @Override
    public void setVpc(Scope scope, InternetGatewayId id, Optional<VpcId> vpc) {
        GATEWAYS.update(db, scope, new InternetGateway(id, vpc));
    }

    @Override
    public void delete(Scope scope, InternetGatewayId id) {
        GATEWAYS.delete(db, scope, id.value());
    }
}
