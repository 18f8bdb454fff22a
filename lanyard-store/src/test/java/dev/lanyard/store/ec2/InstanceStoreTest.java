// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.ResourceId.LaunchTemplateId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.ResourceId.VolumeId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.TagStore.Tagged;
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
import dev.lanyard.core.ec2.instance.InstanceStore.LaunchToken;
import dev.lanyard.core.ec2.instance.InstanceStore.Selection;
import dev.lanyard.core.ec2.instance.Lifecycle;
import dev.lanyard.core.ec2.instance.MetadataDefaults;
import dev.lanyard.core.ec2.instance.MetadataOptions;
import dev.lanyard.core.ec2.keys.KeyPair;
import dev.lanyard.core.ec2.profile.Association;
import dev.lanyard.core.ec2.template.LaunchTemplate;
import dev.lanyard.core.ec2.template.TemplateVersion;
import dev.lanyard.core.ec2.volume.Volume;
import dev.lanyard.core.ec2.volume.Volume.Attachment;
import dev.lanyard.core.ec2.volume.Volume.Media;
import dev.lanyard.core.ec2.volume.VolumeModification;
import dev.lanyard.core.shared.Tag;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What EC2 relies on for instances and what belongs to them, on every engine.
@ParameterizedClass
@EnumSource
class InstanceStoreTest {
    private static final Scope HERE = new Scope(new AccountId("000000000000"), new Region("us-east-1"));
    private static final Scope THERE = new Scope(new AccountId("000000000000"), new Region("eu-west-1"));
    private static final Instant START = Instant.parse("2026-02-12T11:27:47.123Z");
    private static final Instant LONG_AGO = Instant.EPOCH;

    @Parameter
    private Store store;

    private Database db;
    private SqlInstances instances;

    @BeforeEach
    void open(@TempDir Path directory) {
        db = store.open(directory);
        instances = new SqlInstances(db);
    }

    @AfterEach
    void close() {
        if (db != null) {
            db.close();
        }
    }

    private void write(Runnable work) {
        db.write(() -> {
            work.run();
            return null;
        });
    }

    private static InstanceId id(int number) {
        return new InstanceId("i-0000000000000000" + number);
    }

    /// One bit of a number, so that over all bits no two flags are the same.
    private static boolean flag(int number, int bit) {
        return (number >> bit & 1) == 1;
    }

    /// An instance in which no two components of one type are the same in every bit.
    private static Instance instance(Scope scope, int number, InstanceState goal) {
        int bit = number % 4;
        return new Instance(
                scope,
                id(number),
                new Launch(
                        "r-" + number / 2,
                        number % 2,
                        "token",
                        new Software("ami-1", "arm64", "/dev/xvda", "uefi", Optional.of("windows")),
                        Optional.of("key"),
                        START.plusSeconds(number)),
                new Place(
                        new VpcId("vpc-00000001"),
                        new SubnetId("subnet-0000000" + bit),
                        new Zone("us-east-1a", "use1-az1"),
                        "default",
                        "group",
                        flag(1, bit)),
                new Lifecycle(goal, START.plusSeconds(11), START.plusSeconds(12), START.plusSeconds(13)),
                settings(bit),
                new Monitoring(flag(9, bit), START.plusSeconds(14)),
                new MetadataOptions(
                        flag(10, bit), 3, flag(11, bit), flag(12, bit), flag(13, bit), START.plusSeconds(15)));
    }

    private static Settings settings(int bit) {
        return new Settings(
                "t3.micro",
                4,
                2,
                new Protection(flag(2, bit), flag(3, bit), "stop"),
                flag(4, bit),
                flag(5, bit),
                flag(6, bit),
                "disabled",
                Optional.of("unlimited"),
                new Naming("ip-name", flag(7, bit), flag(8, bit)));
    }

    private List<Instance> settle() {
        List<Instance> all = IntStream.range(0, 4)
                .mapToObj(i -> instance(HERE, i, i == 3 ? InstanceState.TERMINATED : InstanceState.RUNNING))
                .toList();
        write(() -> {
            all.reversed().forEach(each -> instances.insert(each, Optional.empty()));
            instances.insert(instance(THERE, 5, InstanceState.STOPPED), Optional.of("data"));
        });
        return all;
    }

    @Test
    void instancesComeBackAsTheyWere() {
        List<Instance> all = settle();
        all.forEach(each -> assertThat(instances.find(HERE, each.id())).contains(each));
        assertThat(instances.find(THERE, id(0))).isEmpty();
        Selection any = new Selection("", "", "", LONG_AGO);
        assertThat(instances.list(HERE, any, "", 9)).isEqualTo(all);
        assertThat(instances.list(HERE, any, all.getFirst().position(), 2)).isEqualTo(all.subList(1, 3));
        assertThat(instances.list(HERE, new Selection("", "subnet-00000002", "", LONG_AGO), "", 9))
                .containsExactly(all.get(2));
        assertThat(instances.list(HERE, new Selection("vpc-00000001", "", "TERMINATED", LONG_AGO), "", 9))
                .containsExactly(all.get(3));
        assertThat(instances.list(HERE, new Selection("", "", "", START.plusSeconds(12)), "", 9))
                .isEqualTo(all.subList(0, 3));
        assertThat(instances.ofReservation(HERE, "r-0")).isEqualTo(all.subList(0, 2));
        assertThat(instances.count(HERE)).isEqualTo(3);
        assertThat(instances.ended(HERE, START.plusSeconds(13))).containsExactly(id(3));
        assertThat(instances.ended(HERE, START.plusSeconds(12))).isEmpty();
        assertThat(instances.alive()).extracting(Instance::id).containsExactly(id(5), id(0), id(1), id(2));
        assertThat(instances.aliveWith(id(5))).contains(instance(THERE, 5, InstanceState.STOPPED));
        assertThat(instances.aliveWith(id(3))).isEmpty();
        assertThat(instances.userData(THERE, id(5))).contains("data");
        write(() -> instances.delete(THERE, id(5)));
        assertThat(instances.userData(THERE, id(5))).isEmpty();
        assertThat(instances.aliveWith(id(5))).isEmpty();
    }

    @Test
    void updatesOfInstancesKeepHowTheyWereLaunched() {
        Instance before = settle().getFirst();
        Instance other = instance(HERE, 1, InstanceState.STOPPED);
        write(() -> instances.update(new Instance(
                HERE,
                before.id(),
                other.launch(),
                other.place(),
                other.lifecycle(),
                other.settings(),
                other.monitoring(),
                other.metadata())));
        Instance after = instances.find(HERE, before.id()).orElseThrow();
        assertThat(after.launch()).isEqualTo(before.launch());
        assertThat(after.place()).isEqualTo(before.place());
        assertThat(after.lifecycle()).isEqualTo(other.lifecycle());
        assertThat(after.settings().protection()).isEqualTo(other.settings().protection());
        assertThat(after.settings().naming()).isEqualTo(other.settings().naming());
        assertThat(after.monitoring()).isEqualTo(other.monitoring());
        assertThat(after.metadata()).isEqualTo(other.metadata());
        assertThat(instances.find(HERE, id(2))).contains(instance(HERE, 2, InstanceState.RUNNING));
    }

    @Test
    void launchTokensAndDefaults() {
        LaunchToken token = new LaunchToken("t", "f", "r-1", START);
        write(() -> {
            assertThat(instances.claim(HERE, token)).isTrue();
            assertThat(instances.claim(HERE, new LaunchToken("t", "g", "r-2", START)))
                    .isFalse();
            assertThat(instances.claim(THERE, token)).isTrue();
            instances.dropTokens(THERE, START.plusMillis(1));
        });
        assertThat(instances.token(HERE, "t")).contains(token);
        assertThat(instances.token(THERE, "t")).isEmpty();
        for (int bit = 0; bit < 3; bit++) {
            MetadataDefaults defaults = new MetadataDefaults(
                    Optional.of(flag(1, bit)),
                    Optional.of(bit),
                    Optional.of(flag(2, bit)),
                    Optional.of(flag(3, bit)),
                    Optional.of(flag(4, bit)));
            write(() -> instances.setMetadataDefaults(HERE, defaults));
            assertThat(instances.metadataDefaults(HERE)).contains(defaults);
        }
        write(() -> instances.setMetadataDefaults(HERE, MetadataDefaults.NONE));
        assertThat(instances.metadataDefaults(HERE)).contains(MetadataDefaults.NONE);
        assertThat(instances.metadataDefaults(THERE)).isEmpty();
    }

    private static Volume volume(int number, Optional<Attachment> attachment) {
        return new Volume(
                HERE,
                new VolumeId("vol-0000000" + number),
                "us-east-1a",
                new Media(8, "gp3", Optional.of(3000), Optional.of(125)),
                true,
                Optional.of("snap-1"),
                START,
                attachment);
    }

    @Test
    void volumesAndTheirModifications() {
        SqlVolumes volumes = new SqlVolumes(db);
        Volume free = volume(1, Optional.empty());
        Volume root = volume(2, Optional.of(new Attachment(id(0), "/dev/sda1", true, START.plusSeconds(1))));
        Volume data = volume(3, Optional.of(new Attachment(id(0), "/dev/sdb", false, START.plusSeconds(2))));
        write(() -> List.of(data, root, free).forEach(volumes::insert));
        assertThat(volumes.all(HERE)).containsExactlyInAnyOrder(free, root, data);
        assertThat(volumes.all(THERE)).isEmpty();
        assertThat(volumes.of(HERE, id(0))).containsExactly(root, data);
        Media bigger = new Media(9, "io1", Optional.empty(), Optional.empty());
        Volume changed = root.with(bigger).with(Optional.empty());
        VolumeModification first = new VolumeModification(root.id(), root.media(), bigger, START, START.plusSeconds(3));
        VolumeModification second =
                new VolumeModification(root.id(), bigger, root.media(), START, START.plusSeconds(4));
        write(() -> {
            volumes.update(changed);
            volumes.setModification(HERE, first);
            volumes.setModification(HERE, second);
        });
        assertThat(volumes.find(HERE, root.id())).contains(changed);
        assertThat(volumes.modification(HERE, root.id())).contains(second);
        assertThat(volumes.modifications(HERE)).containsExactly(second);
        write(() -> volumes.delete(changed));
        assertThat(volumes.find(HERE, root.id())).isEmpty();
        assertThat(volumes.modifications(HERE)).isEmpty();
    }

    private static Association association(String id, int instance, int second) {
        return new Association(
                HERE,
                id,
                id(instance),
                "arn:aws:iam::000000000000:instance-profile/p",
                "AIPA1",
                true,
                START.plusSeconds(second),
                START.plusSeconds(second + 1));
    }

    @Test
    void instancesWearOneProfile() {
        SqlAssociations associations = new SqlAssociations(db);
        Association first = association("a", 0, 1);
        Association other = association("b", 1, 2);
        write(() -> {
            assertThat(associations.insert(first)).isTrue();
            assertThat(associations.insert(association("c", 0, 3))).isFalse();
            assertThat(associations.insert(other)).isTrue();
        });
        assertThat(associations.find(HERE, "a")).contains(first);
        assertThat(associations.active(HERE, id(0))).contains(first);
        assertThat(associations.list(HERE, START, "", 9)).containsExactly(other, first);
        assertThat(associations.wearing(HERE, first.profileArn())).containsExactlyInAnyOrder(id(0), id(1));
        Instant end = START.plusSeconds(9);
        assertThat(db.write(() -> associations.end(first, end))).isTrue();
        assertThat(db.write(() -> associations.end(first, end))).isFalse();
        Association ended = first.ended(end);
        assertThat(associations.find(HERE, "a")).contains(ended);
        assertThat(associations.active(HERE, id(0))).isEmpty();
        assertThat(associations.list(HERE, START, other.position(), 9)).containsExactly(ended);
        assertThat(associations.list(HERE, end, "", 9)).containsExactly(other);
        write(() -> associations.purge(HERE, id(0), end));
        assertThat(associations.of(HERE, id(0))).containsExactly(ended);
        write(() -> associations.purge(HERE, id(0), end.plusMillis(1)));
        write(() -> associations.forget(HERE, id(1)));
        assertThat(associations.of(HERE, id(0))).isEmpty();
        assertThat(associations.of(HERE, id(1))).isEmpty();
    }

    @Test
    void tagsKeepTheirPlaces() {
        SqlTags tags = new SqlTags(db);
        write(() -> {
            tags.put(HERE, ResourceType.INSTANCE, "i-1", List.of(new Tag("b", "1"), new Tag("a", "2")));
            tags.put(HERE, ResourceType.INSTANCE, "i-1", List.of(new Tag("c", ""), new Tag("b", "3")));
            tags.put(HERE, ResourceType.VPC, "vpc-1", List.of(new Tag("a", "x")));
        });
        List<Tag> all = List.of(new Tag("b", "3"), new Tag("a", "2"), new Tag("c", ""));
        assertThat(tags.of(HERE, "i-1")).isEqualTo(all);
        assertThat(tags.of(HERE, ResourceType.INSTANCE)).isEqualTo(Map.of("i-1", all));
        assertThat(tags.all(HERE))
                .contains(new Tagged(ResourceType.VPC, "vpc-1", new Tag("a", "x")))
                .hasSize(4);
        write(() -> {
            tags.remove(HERE, "i-1", "b", Optional.of("1"));
            tags.remove(HERE, "i-1", "a", Optional.of("2"));
            tags.remove(HERE, "i-1", "c", Optional.empty());
            tags.forget(HERE, "vpc-1");
        });
        assertThat(tags.all(HERE)).containsExactly(new Tagged(ResourceType.INSTANCE, "i-1", new Tag("b", "3")));
    }

    @Test
    void keyPairsAndTemplates() {
        SqlKeyPairs pairs = new SqlKeyPairs(db);
        KeyPair pair = new KeyPair("key-1", "b", "rsa", "aa:bb", "ssh-rsa AAAA", START);
        KeyPair early = new KeyPair("key-2", "a", "ed25519", "cc", "ssh-ed25519 AAAA", START);
        write(() -> {
            assertThat(pairs.insert(HERE, pair)).isTrue();
            assertThat(pairs.insert(HERE, early)).isTrue();
            assertThat(pairs.insert(HERE, pair)).isFalse();
        });
        assertThat(pairs.all(HERE)).containsExactly(early, pair);
        write(() -> pairs.delete(HERE, "b"));
        assertThat(pairs.find(HERE, "b")).isEmpty();

        SqlLaunchTemplates templates = new SqlLaunchTemplates(db);
        LaunchTemplateId id = new LaunchTemplateId("lt-00000001");
        LaunchTemplate template = new LaunchTemplate(id, "t", START, "arn:me", 1, 2);
        Map<String, Object> tree = Map.of(
                "Text",
                "\"ä\"",
                "Flag",
                true,
                "Count",
                3,
                "Big",
                5_000_000_000L,
                "At",
                START,
                "List",
                List.of(Map.of()));
        TemplateVersion one = new TemplateVersion(1, Optional.of("first"), START, "arn:me", tree);
        TemplateVersion two = new TemplateVersion(2, Optional.empty(), START, "arn:you", Map.of());
        write(() -> {
            assertThat(templates.insert(HERE, template, Optional.of("token"))).isTrue();
            assertThat(templates.insert(HERE, template, Optional.empty())).isFalse();
            templates.insert(HERE, id, two);
            templates.insert(HERE, id, one);
        });
        assertThat(templates.findNamed(HERE, "t")).contains(template);
        assertThat(templates.versions(HERE, id)).containsExactly(one, two);
        assertThat(templates.version(HERE, id, 1)).contains(one);
        LaunchTemplate changed = new LaunchTemplate(id, "t", START, "arn:me", 2, 3);
        write(() -> {
            templates.update(HERE, changed);
            templates.deleteVersion(HERE, id, 1);
        });
        assertThat(templates.find(HERE, id)).contains(changed);
        assertThat(templates.madeWith(HERE, "token")).contains(id);
        assertThat(templates.madeWith(THERE, "token")).isEmpty();
        assertThat(templates.versions(HERE, id)).containsExactly(two);
        write(() -> templates.delete(HERE, id));
        assertThat(templates.all(HERE)).isEmpty();
        assertThat(templates.versions(HERE, id)).isEmpty();
    }
}
