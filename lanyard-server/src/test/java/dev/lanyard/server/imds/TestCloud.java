// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.imds;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.core.imds.InstanceDirectory;
import dev.lanyard.core.imds.InstanceFacts;
import dev.lanyard.core.imds.InstanceFacts.Association;
import dev.lanyard.core.imds.InstanceFacts.Interface;
import dev.lanyard.core.imds.InstanceFacts.Network;
import dev.lanyard.core.imds.InstanceFacts.Options;
import dev.lanyard.core.imds.InstanceFacts.Placement;
import dev.lanyard.core.imds.InstanceFacts.PublicKey;
import dev.lanyard.core.imds.InstanceKey;
import dev.lanyard.core.imds.RoleSessions;
import dev.lanyard.core.propagation.Sight;
import dev.lanyard.core.shared.Tag;
import dev.lanyard.store.sql.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Instances, profiles and roles that a test makes up.
final class TestCloud implements InstanceDirectory, RoleSessions {
    static final Region REGION = new Region("eu-west-1");
    static final AccountId ACCOUNT = new AccountId("123456789012");
    static final Instant STARTED = Instant.parse("2026-02-12T11:27:40Z");
    static final Options OPTIONAL_TOKENS = new Options(true, false, 1, false);

    private final Database database;
    private final Map<InstanceKey, InstanceFacts> instances = new LinkedHashMap<>();
    private final Set<InstanceKey> stopped = new HashSet<>();
    private final Map<String, Profile> profiles = new HashMap<>();
    private final Set<String> untrusting = new HashSet<>();
    final List<Opening> opened = new ArrayList<>();

    TestCloud(Database database) {
        this.database = database;
    }

    private void changed() {
        database.write(() -> true);
    }

    InstanceKey launch(String id) {
        return launch(ACCOUNT, id);
    }

    InstanceKey launch(AccountId account, String id) {
        InstanceKey key = new InstanceKey(account, REGION, id);
        put(bare(key));
        return key;
    }

    /// Everything an instance can have.
    void enrich(InstanceKey key) {
        InstanceFacts it = instances.get(key);
        Interface primary = it.interfaces().getFirst();
        Interface open = new Interface(
                primary.id(),
                primary.mac(),
                0,
                0,
                primary.hostname(),
                List.of("10.0.0.5", "10.0.0.6"),
                List.of("2001:db8::5"),
                Map.of("203.0.113.9", "10.0.0.5"),
                "ec2-203-0-113-9.eu-west-1.compute.amazonaws.com",
                new TreeMap<>(Map.of("sg-1", "default", "sg-2", "web")),
                new Network(
                        "subnet-1",
                        "10.0.0.0/24",
                        List.of("2001:db8::/64"),
                        "vpc-1",
                        List.of("10.0.0.0/16", "10.1.0.0/16"),
                        List.of("2001:db8::/56")));
        put(new InstanceFacts(
                it.key(),
                it.imageId(),
                it.instanceType(),
                it.architecture(),
                it.reservationId(),
                0,
                STARTED,
                STARTED,
                new Placement("eu-west-1a", "euw1-az1", Optional.of("close")),
                "on-demand",
                "nitro",
                true,
                "/dev/xvda",
                List.of("/dev/sdf"),
                List.of(open),
                Optional.of(new PublicKey("my-key", "ssh-ed25519 AAAAC3 my-key")),
                Optional.of(new byte[] {'#', '!', '\n', (byte) 0xff}),
                List.of(new Tag("Name", "web 1"), new Tag("a@b:c+d", "é")),
                new Options(true, false, 1, true),
                it.association()));
    }

    void options(InstanceKey key, Options options) {
        InstanceFacts it = instances.get(key);
        put(with(it, it.started(), options, it.association()));
    }

    void associate(InstanceKey key, String associationId, String profile, Instant since) {
        InstanceFacts it = instances.get(key);
        String arn = "arn:aws:iam::" + key.account() + ":instance-profile/apps/" + profile;
        Association association = new Association(associationId, arn, "AIPA" + profile, since);
        put(with(it, it.started(), it.options(), Optional.of(association)));
    }

    void disassociate(InstanceKey key) {
        InstanceFacts it = instances.get(key);
        put(with(it, it.started(), it.options(), Optional.empty()));
    }

    void stop(InstanceKey key) {
        stopped.add(key);
        changed();
    }

    void start(InstanceKey key, Instant now) {
        stopped.remove(key);
        InstanceFacts it = instances.get(key);
        put(with(it, now, it.options(), it.association()));
    }

    void terminate(InstanceKey key) {
        instances.remove(key);
        changed();
    }

    void profile(String name, Profile content) {
        profiles.put(name, content);
        changed();
    }

    void trust(String roleId, boolean trusts) {
        boolean _ = trusts ? untrusting.remove(roleId) : untrusting.add(roleId);
        changed();
    }

    private void put(InstanceFacts facts) {
        instances.put(facts.key(), facts);
        changed();
    }

    private static InstanceFacts bare(InstanceKey key) {
        Interface primary = new Interface(
                "eni-1",
                "0a:00:00:00:00:05",
                0,
                0,
                "ip-10-0-0-5.eu-west-1.compute.internal",
                List.of("10.0.0.5"),
                List.of(),
                Map.of(),
                "",
                Map.of("sg-1", "default"),
                new Network("subnet-1", "10.0.0.0/24", List.of(), "vpc-1", List.of("10.0.0.0/16"), List.of()));
        return new InstanceFacts(
                key,
                "ami-0abcdef1234567890",
                "t3.micro",
                "x86_64",
                "r-1",
                0,
                STARTED,
                STARTED,
                new Placement("eu-west-1a", "euw1-az1", Optional.empty()),
                "on-demand",
                "nitro",
                false,
                "/dev/xvda",
                List.of(),
                List.of(primary),
                Optional.empty(),
                Optional.empty(),
                List.of(new Tag("Name", "hidden")),
                OPTIONAL_TOKENS,
                Optional.empty());
    }

    private static InstanceFacts with(
            InstanceFacts it, Instant started, Options options, Optional<Association> association) {
        return new InstanceFacts(
                it.key(),
                it.imageId(),
                it.instanceType(),
                it.architecture(),
                it.reservationId(),
                it.launchIndex(),
                it.launched(),
                started,
                it.placement(),
                it.lifeCycle(),
                it.system(),
                it.monitored(),
                it.rootDevice(),
                it.otherDevices(),
                it.interfaces(),
                it.publicKey(),
                it.userData(),
                it.tags(),
                options,
                association);
    }

    @Override
    public List<Listed> all(Instant now) {
        return instances.keySet().stream()
                .map(key -> new Listed(key, stopped.contains(key) ? "stopped" : "running", !stopped.contains(key)))
                .toList();
    }

    @Override
    public Optional<InstanceKey> locate(String id) {
        return instances.keySet().stream().filter(key -> key.id().equals(id)).findFirst();
    }

    @Override
    public Optional<InstanceFacts> describe(InstanceKey key, Instant now) {
        return stopped.contains(key) ? Optional.empty() : Optional.ofNullable(instances.get(key));
    }

    @Override
    public Profile profile(AccountId account, Association association, Sight sight) {
        return profiles.getOrDefault(association.profileName(), new Profile.Gone());
    }

    @Override
    public Optional<Keys> open(Opening opening) {
        if (untrusting.contains(opening.roleId())) {
            return Optional.empty();
        }
        opened.add(opening);
        int number = opened.size();
        return Optional.of(new Keys("ASIA" + number, "secret/" + number, opening.roleId() + "+token=" + number));
    }
}
