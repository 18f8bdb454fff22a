// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.catalogue.Zones.Zone;
import dev.lanyard.core.ec2.instance.Instance;
import dev.lanyard.core.ec2.instance.Instance.Launch;
import dev.lanyard.core.ec2.instance.Instance.Monitoring;
import dev.lanyard.core.ec2.instance.Instance.Naming;
import dev.lanyard.core.ec2.instance.Instance.Place;
import dev.lanyard.core.ec2.instance.Instance.Protection;
import dev.lanyard.core.ec2.instance.Instance.Settings;
import dev.lanyard.core.ec2.instance.Instance.Software;
import dev.lanyard.core.ec2.instance.InstanceState;
import dev.lanyard.core.ec2.instance.InstanceStore;
import dev.lanyard.core.ec2.instance.Lifecycle;
import dev.lanyard.core.ec2.instance.MetadataDefaults;
import dev.lanyard.core.ec2.instance.MetadataOptions;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Instances in the table `ec2_instance`; their user data, which few requests need, in `ec2_user_data`.
public final class SqlInstances implements InstanceStore {
    private static final String COLUMNS = "account, region, id, reservation, launch_index, client_token,"
            + " image_id, architecture, root_device, boot_mode, platform, key_name, launched,"
            + " vpc_id, subnet_id, zone, zone_id, tenancy, placement_group, public_address, goal, changed, settles, started,"
            + " type, cores, threads_per_core, no_termination, no_stop, on_shutdown, ebs_optimized, enclave,"
            + " hibernation, auto_recovery, credits, hostname_type, dns_a, dns_aaaa, monitored, monitoring_settles,"
            + " tokens_required, hop_limit, metadata_endpoint, metadata_ipv6, metadata_tags, metadata_settles";
    private static final String SELECT = "select " + COLUMNS + " from ec2_instance ";
    private static final String INSERT = "insert into ec2_instance (" + COLUMNS + ", position) values (?"
            + ", ?".repeat(COLUMNS.split(",").length) + ")";

    private final Database db;

    public SqlInstances(Database db) {
        this.db = db;
    }

    @Override
    public Optional<Instance> find(Scope scope, InstanceId id) {
        return db.one(
                SELECT + "where account = ? and region = ? and id = ?",
                SqlInstances::instance,
                scope.account().value(),
                scope.region().value(),
                id.value());
    }

    @Override
    public void insert(Instance instance, Optional<String> userData) {
        Launch launch = instance.launch();
        Software software = launch.software();
        Place place = instance.place();
        Lifecycle life = instance.lifecycle();
        Settings settings = instance.settings();
        Protection protection = settings.protection();
        Naming naming = settings.naming();
        MetadataOptions metadata = instance.metadata();
        db.update(
                INSERT,
                instance.scope().account().value(),
                instance.scope().region().value(),
                instance.id().value(),
                launch.reservation(),
                launch.index(),
                launch.clientToken(),
                software.imageId(),
                software.architecture(),
                software.rootDeviceName(),
                software.bootMode(),
                software.platform(),
                launch.keyName(),
                launch.at(),
                place.vpc().value(),
                place.subnet().value(),
                place.zone().name(),
                place.zone().id(),
                place.tenancy(),
                place.groupName(),
                place.publicAddress(),
                life.goal().name(),
                life.changed(),
                life.settles(),
                life.started(),
                settings.type(),
                settings.cores(),
                settings.threadsPerCore(),
                protection.noTermination(),
                protection.noStop(),
                protection.onShutdown(),
                settings.ebsOptimized(),
                settings.enclave(),
                settings.hibernation(),
                settings.autoRecovery(),
                settings.credits(),
                naming.hostnameType(),
                naming.dnsA(),
                naming.dnsAaaa(),
                instance.monitoring().on(),
                instance.monitoring().settles(),
                metadata.tokensRequired(),
                metadata.hopLimit(),
                metadata.endpoint(),
                metadata.ipv6(),
                metadata.tags(),
                metadata.settles(),
                instance.position());
        setUserData(instance.scope(), instance.id(), userData);
    }

    @Override
    public void update(Instance instance) {
        Lifecycle life = instance.lifecycle();
        Settings settings = instance.settings();
        MetadataOptions metadata = instance.metadata();
        db.update(
                "update ec2_instance set goal = ?, changed = ?, settles = ?, started = ?, type = ?, cores = ?,"
                        + " threads_per_core = ?, no_termination = ?, no_stop = ?, on_shutdown = ?, ebs_optimized = ?,"
                        + " auto_recovery = ?, credits = ?, hostname_type = ?, dns_a = ?, dns_aaaa = ?,"
                        + " monitored = ?, monitoring_settles = ?, tokens_required = ?, hop_limit = ?,"
                        + " metadata_endpoint = ?, metadata_ipv6 = ?, metadata_tags = ?, metadata_settles = ?"
                        + " where account = ? and region = ? and id = ?",
                life.goal().name(),
                life.changed(),
                life.settles(),
                life.started(),
                settings.type(),
                settings.cores(),
                settings.threadsPerCore(),
                settings.protection().noTermination(),
                settings.protection().noStop(),
                settings.protection().onShutdown(),
                settings.ebsOptimized(),
                settings.autoRecovery(),
                settings.credits(),
                settings.naming().hostnameType(),
                settings.naming().dnsA(),
                settings.naming().dnsAaaa(),
                instance.monitoring().on(),
                instance.monitoring().settles(),
                metadata.tokensRequired(),
                metadata.hopLimit(),
                metadata.endpoint(),
                metadata.ipv6(),
                metadata.tags(),
                metadata.settles(),
                instance.scope().account().value(),
                instance.scope().region().value(),
                instance.id().value());
    }

    @Override
    public Optional<String> userData(Scope scope, InstanceId id) {
        return db.one(
                "select content from ec2_user_data where account = ? and region = ? and instance_id = ?",
                row -> row.text(1),
                scope.account().value(),
                scope.region().value(),
                id.value());
    }

    @Override
    public void setUserData(Scope scope, InstanceId id, Optional<String> userData) {
        db.update(
                "delete from ec2_user_data where account = ? and region = ? and instance_id = ?",
                scope.account().value(),
                scope.region().value(),
                id.value());
        userData.ifPresent(content -> db.update(
                "insert into ec2_user_data (account, region, instance_id, content) values (?, ?, ?, ?)",
                scope.account().value(),
                scope.region().value(),
                id.value(),
                content));
    }

    @Override
    public List<Instance> list(Scope scope, Selection selection, String after, int limit) {
        return db.query(
                SELECT + "where account = ? and region = ? and position > ? and (? = '' or vpc_id = ?)"
                        + " and (? = '' or subnet_id = ?) and (? = '' or goal = ?)"
                        + " and (goal <> 'TERMINATED' or settles > ?) order by position limit ?",
                SqlInstances::instance,
                scope.account().value(),
                scope.region().value(),
                after,
                selection.vpcId(),
                selection.vpcId(),
                selection.subnetId(),
                selection.subnetId(),
                selection.goal(),
                selection.goal(),
                selection.endedAfter(),
                limit);
    }

    @Override
    public List<Instance> ofReservation(Scope scope, String reservation) {
        return db.query(
                SELECT + "where account = ? and region = ? and reservation = ? order by launch_index",
                SqlInstances::instance,
                scope.account().value(),
                scope.region().value(),
                reservation);
    }

    @Override
    public List<Instance> alive() {
        return db.query(
                SELECT + "where goal <> 'TERMINATED' order by account, region, position", SqlInstances::instance);
    }

    @Override
    public Optional<Instance> aliveWith(InstanceId id) {
        return db.one(SELECT + "where id = ? and goal <> 'TERMINATED'", SqlInstances::instance, id.value());
    }

    @Override
    public int count(Scope scope) {
        return db.one(
                        "select count(*) from ec2_instance where account = ? and region = ? and goal <> 'TERMINATED'",
                        row -> row.integer(1),
                        scope.account().value(),
                        scope.region().value())
                .orElseThrow();
    }

    @Override
    public List<InstanceId> ended(Scope scope, Instant before) {
        return db.query(
                "select id from ec2_instance where account = ? and region = ? and goal = 'TERMINATED' and settles < ?",
                row -> new InstanceId(row.text(1)),
                scope.account().value(),
                scope.region().value(),
                before);
    }

    @Override
    public void delete(Scope scope, InstanceId id) {
        setUserData(scope, id, Optional.empty());
        db.update(
                "delete from ec2_instance where account = ? and region = ? and id = ?",
                scope.account().value(),
                scope.region().value(),
                id.value());
    }

    @Override
    public void dropTokens(Scope scope, Instant before) {
        db.update(
                "delete from ec2_launch_token where account = ? and region = ? and used < ?",
                scope.account().value(),
                scope.region().value(),
                before);
    }

    @Override
    public boolean claim(Scope scope, LaunchToken token) {
        return db.insertIfAbsent(
                "insert into ec2_launch_token (account, region, token, fingerprint, reservation, used)"
                        + " values (?, ?, ?, ?, ?, ?) on conflict (account, region, token) do nothing",
                scope.account().value(),
                scope.region().value(),
                token.token(),
                token.fingerprint(),
                token.reservation(),
                token.used());
    }

    @Override
    public Optional<LaunchToken> token(Scope scope, String token) {
        return db.one(
                "select token, fingerprint, reservation, used from ec2_launch_token"
                        + " where account = ? and region = ? and token = ?",
                row -> new LaunchToken(row.text(1), row.text(2), row.text(3), row.instant(4)),
                scope.account().value(),
                scope.region().value(),
                token);
    }

    @Override
    public Optional<MetadataDefaults> metadataDefaults(Scope scope) {
        return db.one(
                "select tokens_required, hop_limit, endpoint, tags, tokens_enforced from ec2_metadata_defaults"
                        + " where account = ? and region = ?",
                row -> new MetadataDefaults(
                        flag(row, 1),
                        row.optionalNumber(2).map(Long::intValue),
                        flag(row, 3),
                        flag(row, 4),
                        flag(row, 5)),
                scope.account().value(),
                scope.region().value());
    }

    @Override
    public void setMetadataDefaults(Scope scope, MetadataDefaults defaults) {
        db.update(
                "delete from ec2_metadata_defaults where account = ? and region = ?",
                scope.account().value(),
                scope.region().value());
        db.update(
                "insert into ec2_metadata_defaults"
                        + " (account, region, tokens_required, hop_limit, endpoint, tags, tokens_enforced)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                scope.account().value(),
                scope.region().value(),
                defaults.tokensRequired(),
                defaults.hopLimit(),
                defaults.endpoint(),
                defaults.tags(),
                defaults.tokensEnforced());
    }

    private static Optional<Boolean> flag(Row row, int column) {
        return row.optionalNumber(column).map(number -> number != 0);
    }

    private static Instance instance(Row row) {
        return new Instance(
                new Scope(new AccountId(row.text(1)), new Region(row.text(2))),
                new InstanceId(row.text(3)),
                new Launch(
                        row.text(4),
                        row.integer(5),
                        row.text(6),
                        new Software(row.text(7), row.text(8), row.text(9), row.text(10), row.optionalText(11)),
                        row.optionalText(12),
                        row.instant(13)),
                new Place(
                        new VpcId(row.text(14)),
                        new SubnetId(row.text(15)),
                        new Zone(row.text(16), row.text(17)),
                        row.text(18),
                        row.text(19),
                        row.flag(20)),
                new Lifecycle(InstanceState.valueOf(row.text(21)), row.instant(22), row.instant(23), row.instant(24)),
                settings(row, 25),
                new Monitoring(row.flag(39), row.instant(40)),
                new MetadataOptions(
                        row.flag(41), row.integer(42), row.flag(43), row.flag(44), row.flag(45), row.instant(46)));
    }

    private static Settings settings(Row row, int first) {
        return new Settings(
                row.text(first),
                row.integer(first + 1),
                row.integer(first + 2),
                new Protection(row.flag(first + 3), row.flag(first + 4), row.text(first + 5)),
                row.flag(first + 6),
                row.flag(first + 7),
                row.flag(first + 8),
                row.text(first + 9),
                row.optionalText(first + 10),
                new Naming(row.text(first + 11), row.flag(first + 12), row.flag(first + 13)));
    }
}
