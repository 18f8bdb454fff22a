// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import static dev.lanyard.store.ec2.Regional.SCOPE;

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
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import dev.lanyard.store.sql.Rows;
import dev.lanyard.store.sql.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Instances in the table `ec2_instance`; their user data, which few requests need, in `ec2_user_data`.
public final class SqlInstances implements InstanceStore {
    private static final Table<Scope, Instance> INSTANCES = Table.of("ec2_instance", SCOPE, SqlInstances::instance);
    private static final Rows<Scope, Instance> SELECTED = INSTANCES
            .where("position > ? and (? = '' or vpc_id = ?) and (? = '' or subnet_id = ?) and (? = '' or goal = ?)"
                    + " and (goal <> 'TERMINATED' or settles > ?)")
            .by("position");
    private static final Rows<Scope, Instance> OF_RESERVATION =
            INSTANCES.where("reservation = ?").by("launch_index");
    private static final Rows<Scope, Instance> ALIVE = INSTANCES.where("goal <> 'TERMINATED'");
    private static final Rows<Scope, Instance> ENDED = INSTANCES.where("goal = 'TERMINATED' and settles < ?");
    private static final String ALIVE_ANYWHERE = "select account, region, " + INSTANCES.select("")
            + " from ec2_instance where goal <> 'TERMINATED' order by account, region, position";
    private static final String ALIVE_WITH_ID = "select account, region, " + INSTANCES.select("")
            + " from ec2_instance where goal <> 'TERMINATED' and id = ?";

    private static final Table<Scope, String> USER_DATA = Table.of("ec2_user_data", SCOPE, SqlInstances::content);
    private static final Table<Scope, LaunchToken> TOKENS = Table.of("ec2_launch_token", SCOPE, SqlInstances::token);
    private static final Rows<Scope, LaunchToken> TOKENS_BEFORE = TOKENS.where("used < ?");
    private static final Table<Scope, MetadataDefaults> METADATA_DEFAULTS =
            Table.of("ec2_metadata_defaults", SCOPE, SqlInstances::defaults);

    private final Database db;

    public SqlInstances(Database db) {
        this.db = db;
    }

    private static Instance instance(Scope scope, Columns<Instance> c) {
        c.fixed().derived("position", Instance::position);
        return new Instance(
                scope,
                c.key().text("id", instance -> instance.id().value(), InstanceId::new),
                c.fixed().in(Instance::launch, SqlInstances::launch),
                c.fixed().in(Instance::place, SqlInstances::place),
                c.in(Instance::lifecycle, SqlInstances::lifecycle),
                c.in(Instance::settings, SqlInstances::settings),
                c.in(Instance::monitoring, SqlInstances::monitoring),
                c.in(Instance::metadata, SqlInstances::metadata));
    }

    private static Launch launch(Columns<Launch> c) {
        return new Launch(
                c.text("reservation", Launch::reservation),
                c.integer("launch_index", Launch::index),
                c.text("client_token", Launch::clientToken),
                c.in(Launch::software, SqlInstances::software),
                c.optionalText("key_name", Launch::keyName),
                c.instant("launched", Launch::at));
    }

    private static Software software(Columns<Software> c) {
        return new Software(
                c.text("image_id", Software::imageId),
                c.text("architecture", Software::architecture),
                c.text("root_device", Software::rootDeviceName),
                c.text("boot_mode", Software::bootMode),
                c.optionalText("platform", Software::platform));
    }

    private static Place place(Columns<Place> c) {
        return new Place(
                c.text("vpc_id", place -> place.vpc().value(), VpcId::new),
                c.text("subnet_id", place -> place.subnet().value(), SubnetId::new),
                c.in(Place::zone, zone -> new Zone(zone.text("zone", Zone::name), zone.text("zone_id", Zone::id))),
                c.text("tenancy", Place::tenancy),
                c.text("placement_group", Place::groupName),
                c.flag("public_address", Place::publicAddress));
    }

    private static Lifecycle lifecycle(Columns<Lifecycle> c) {
        return new Lifecycle(
                c.text("goal", lifecycle -> lifecycle.goal().name(), InstanceState::valueOf),
                c.instant("changed", Lifecycle::changed),
                c.instant("settles", Lifecycle::settles),
                c.instant("started", Lifecycle::started));
    }

    private static Settings settings(Columns<Settings> c) {
        return new Settings(
                c.text("type", Settings::type),
                c.integer("cores", Settings::cores),
                c.integer("threads_per_core", Settings::threadsPerCore),
                c.in(Settings::protection, SqlInstances::protection),
                c.flag("ebs_optimized", Settings::ebsOptimized),
                c.fixed().flag("enclave", Settings::enclave),
                c.fixed().flag("hibernation", Settings::hibernation),
                c.text("auto_recovery", Settings::autoRecovery),
                c.optionalText("credits", Settings::credits),
                c.in(Settings::naming, SqlInstances::naming));
    }

    private static Protection protection(Columns<Protection> c) {
        return new Protection(
                c.flag("no_termination", Protection::noTermination),
                c.flag("no_stop", Protection::noStop),
                c.text("on_shutdown", Protection::onShutdown));
    }

    private static Naming naming(Columns<Naming> c) {
        return new Naming(
                c.text("hostname_type", Naming::hostnameType),
                c.flag("dns_a", Naming::dnsA),
                c.flag("dns_aaaa", Naming::dnsAaaa));
    }

    private static Monitoring monitoring(Columns<Monitoring> c) {
        return new Monitoring(
                c.flag("monitored", Monitoring::on), c.instant("monitoring_settles", Monitoring::settles));
    }

    private static MetadataOptions metadata(Columns<MetadataOptions> c) {
        return new MetadataOptions(
                c.flag("tokens_required", MetadataOptions::tokensRequired),
                c.integer("hop_limit", MetadataOptions::hopLimit),
                c.flag("metadata_endpoint", MetadataOptions::endpoint),
                c.flag("metadata_ipv6", MetadataOptions::ipv6),
                c.flag("metadata_tags", MetadataOptions::tags),
                c.instant("metadata_settles", MetadataOptions::settles));
    }

    private static String content(Columns<String> c) {
        c.key().given("instance_id");
        return c.text("content", Function.identity());
    }

    private static LaunchToken token(Columns<LaunchToken> c) {
        return new LaunchToken(
                c.key().text("token", LaunchToken::token),
                c.text("fingerprint", LaunchToken::fingerprint),
                c.text("reservation", LaunchToken::reservation),
                c.instant("used", LaunchToken::used));
    }

    private static MetadataDefaults defaults(Columns<MetadataDefaults> c) {
        return new MetadataDefaults(
                c.optionalFlag("tokens_required", MetadataDefaults::tokensRequired),
                c.optionalInteger("hop_limit", MetadataDefaults::hopLimit),
                c.optionalFlag("endpoint", MetadataDefaults::endpoint),
                c.optionalFlag("tags", MetadataDefaults::tags),
                c.optionalFlag("tokens_enforced", MetadataDefaults::tokensEnforced));
    }

    private static Instance anywhere(Row row) {
        return INSTANCES.read(new Scope(new AccountId(row.text("account")), new Region(row.text("region"))), row);
    }

    @Override
    public Optional<Instance> find(Scope scope, InstanceId id) {
        return INSTANCES.find(db, scope, id.value());
    }

    @Override
    public void insert(Instance instance, Optional<String> userData) {
        INSTANCES.insert(db, instance.scope(), instance);
        setUserData(instance.scope(), instance.id(), userData);
    }

    @Override
    public void update(Instance instance) {
        INSTANCES.update(db, instance.scope(), instance);
    }

    @Override
    public Optional<String> userData(Scope scope, InstanceId id) {
        return USER_DATA.find(db, scope, id.value());
    }

    @Override
    public void setUserData(Scope scope, InstanceId id, Optional<String> userData) {
        USER_DATA.delete(db, scope, id.value());
        userData.ifPresent(content -> USER_DATA.insert(db, scope, content, id.value()));
    }

    @Override
    public List<Instance> list(Scope scope, Selection selection, String after, int limit) {
        return SELECTED.list(
                db,
                limit,
                scope,
                after,
                selection.vpcId(),
                selection.vpcId(),
                selection.subnetId(),
                selection.subnetId(),
                selection.goal(),
                selection.goal(),
                selection.endedAfter());
    }

    @Override
    public List<Instance> ofReservation(Scope scope, String reservation) {
        return OF_RESERVATION.list(db, scope, reservation);
    }

    @Override
    public List<Instance> alive() {
        return db.query(ALIVE_ANYWHERE, SqlInstances::anywhere);
    }

    @Override
    public Optional<Instance> aliveWith(InstanceId id) {
        return db.one(ALIVE_WITH_ID, SqlInstances::anywhere, id.value());
    }

    @Override
    public int count(Scope scope) {
        return ALIVE.count(db, scope);
    }

    @Override
    public List<InstanceId> ended(Scope scope, Instant before) {
        return ENDED.list(db, scope, before).stream().map(Instance::id).toList();
    }

    @Override
    public void delete(Scope scope, InstanceId id) {
        USER_DATA.delete(db, scope, id.value());
        INSTANCES.delete(db, scope, id.value());
    }

    @Override
    public void dropTokens(Scope scope, Instant before) {
        TOKENS_BEFORE.delete(db, scope, before);
    }

    @Override
    public boolean claim(Scope scope, LaunchToken token) {
        return TOKENS.insertIfAbsent(db, scope, token);
    }

    @Override
    public Optional<LaunchToken> token(Scope scope, String token) {
        return TOKENS.find(db, scope, token);
    }

    @Override
    public Optional<MetadataDefaults> metadataDefaults(Scope scope) {
        return METADATA_DEFAULTS.find(db, scope);
    }

    @Override
    public void setMetadataDefaults(Scope scope, MetadataDefaults defaults) {
        METADATA_DEFAULTS.replace(db, scope, defaults);
    }
}
