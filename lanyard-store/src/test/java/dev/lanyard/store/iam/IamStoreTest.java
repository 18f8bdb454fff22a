// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.iam.AccessKey;
import dev.lanyard.core.iam.Group;
import dev.lanyard.core.iam.GroupName;
import dev.lanyard.core.iam.HolderPolicyStore.Attachment;
import dev.lanyard.core.iam.HolderPolicyStore.Inline;
import dev.lanyard.core.iam.IamPath;
import dev.lanyard.core.iam.InstanceProfile;
import dev.lanyard.core.iam.InstanceProfileName;
import dev.lanyard.core.iam.LoginProfile;
import dev.lanyard.core.iam.ManagedPolicy;
import dev.lanyard.core.iam.ManagedPolicy.Usage;
import dev.lanyard.core.iam.ManagedPolicy.Version;
import dev.lanyard.core.iam.OidcProvider;
import dev.lanyard.core.iam.PasswordHistory;
import dev.lanyard.core.iam.PasswordPolicy;
import dev.lanyard.core.iam.PolicyName;
import dev.lanyard.core.iam.Role;
import dev.lanyard.core.iam.RoleName;
import dev.lanyard.core.iam.User;
import dev.lanyard.core.iam.UserName;
import dev.lanyard.core.op.ConstraintViolation;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.core.shared.Tag;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What IAM relies on, on every engine.
@ParameterizedClass
@EnumSource
class IamStoreTest {
    private static final AccountId HERE = new AccountId("000000000000");
    private static final AccountId THERE = new AccountId("111111111111");
    private static final Instant START = Instant.parse("2026-02-12T11:27:00Z");
    private static final IamPath ROOT = new IamPath("/");
    private static final IamPath TEAM = new IamPath("/team/");
    private static final List<Tag> TAGS = List.of(new Tag("b", "\"x\""), new Tag("a", ""), new Tag("ä", "=\n"));
    private static final PolicyName POLICY = new PolicyName("Limits");
    private static final Arn POLICY_ARN = ManagedPolicy.arn(HERE, TEAM, POLICY);

    @Parameter
    private Store store;

    private Database db;
    private SqlRoles roles;
    private SqlUsers users;
    private SqlGroups groups;
    private SqlInstanceProfiles profiles;
    private SqlManagedPolicies policies;
    private SqlHolderPolicies held;
    private SqlAccessKeys keys;

    @BeforeEach
    void open(@TempDir Path directory) {
        db = store.open(directory);
        roles = new SqlRoles(db);
        users = new SqlUsers(db);
        groups = new SqlGroups(db);
        profiles = new SqlInstanceProfiles(db);
        policies = new SqlManagedPolicies(db);
        held = new SqlHolderPolicies(db);
        keys = new SqlAccessKeys(db);
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

    private long revision() {
        return new SqlRevisions(db).revision(HERE);
    }

    private static Role role(AccountId account, String name, IamPath path, Optional<Arn> boundary) {
        return new Role(
                account,
                new RoleName(name),
                path,
                "AROA" + name,
                START,
                "{\"trust\":1}",
                Optional.of("who ä"),
                7200,
                TAGS,
                boundary,
                Optional.empty());
    }

    private static User user(String name, Optional<Arn> boundary) {
        return new User(HERE, new UserName(name), TEAM, "AIDA" + name, START, TAGS, boundary);
    }

    private static Group group(String name) {
        return new Group(HERE, new GroupName(name), TEAM, "AGPA" + name, START);
    }

    private static InstanceProfile profile(String name, Optional<Role> role) {
        return new InstanceProfile(HERE, new InstanceProfileName(name), TEAM, "AIPA" + name, START, TAGS, role);
    }

    private ManagedPolicy policy() {
        ManagedPolicy policy = new ManagedPolicy(
                POLICY_ARN, POLICY, TEAM, "ANPA1", START, START.plusSeconds(1), Optional.of("some"), TAGS, 1, 3, true);
        write(() -> policies.insert(HERE, policy, new Version(1, START, "{\"one\":1}")));
        return policy;
    }

    @Test
    void holdersComeBackAsTheyWere() {
        policy();
        Role role = role(HERE, "Maker", TEAM, Optional.of(POLICY_ARN));
        User user = user("Mia", Optional.of(POLICY_ARN));
        Group group = group("Makers");
        long before = revision();
        write(() -> {
            assertThat(roles.insert(role)).isTrue();
            assertThat(users.insert(user)).isTrue();
            assertThat(groups.insert(group)).isTrue();
        });
        assertThat(revision()).isEqualTo(before);
        assertThat(roles.find(HERE, new RoleName("mAKER"))).contains(role);
        assertThat(roles.findById(HERE, role.id())).contains(role);
        assertThat(users.find(HERE, new UserName("mia"))).contains(user);
        assertThat(users.findById(HERE, user.id())).contains(user);
        assertThat(groups.find(HERE, new GroupName("MAKERS"))).contains(group);
        assertThat(roles.find(THERE, role.name())).isEmpty();
        assertThat(roles.count(HERE) + users.count(HERE) + groups.count(HERE)).isEqualTo(3);
    }

    @Test
    void takenNamesAreToldWhateverTheirCase() {
        write(() -> {
            roles.insert(role(HERE, "a", ROOT, Optional.empty()));
            users.insert(user("a", Optional.empty()));
            groups.insert(group("a"));
            profiles.insert(profile("a", Optional.empty()));
            assertThat(roles.insert(role(HERE, "A", ROOT, Optional.empty()))).isFalse();
            assertThat(users.insert(user("A", Optional.empty()))).isFalse();
            assertThat(groups.insert(group("A"))).isFalse();
            assertThat(profiles.insert(profile("A", Optional.empty()))).isFalse();
            assertThat(roles.insert(role(THERE, "A", ROOT, Optional.empty()))).isTrue();
        });
    }

    @Test
    void updatesKeepWhatMayNotChange() {
        policy();
        Role role = role(HERE, "a", TEAM, Optional.of(POLICY_ARN));
        User user = user("a", Optional.of(POLICY_ARN));
        Group group = group("a");
        write(() -> {
            roles.insert(role);
            users.insert(user);
            groups.insert(group);
            roles.recordUse(HERE, role.id(), START.plusSeconds(60), "eu-west-1");
        });
        roles.writeUses();
        long before = revision();
        Role changed = role.withTrust("{}").withTags(List.of()).withBoundary(Optional.empty());
        User renamed = user.renamed(new UserName("B"), ROOT).withTags(List.of()).withBoundary(Optional.empty());
        write(() -> {
            roles.update(changed);
            users.update(renamed);
            groups.update(group.renamed(new GroupName("B"), ROOT));
        });
        assertThat(revision()).isEqualTo(before + 3);
        assertThat(roles.find(HERE, role.name()))
                .contains(changed.with(new Role.LastUse(START.plusSeconds(60), "eu-west-1")));
        assertThat(users.find(HERE, user.name())).isEmpty();
        assertThat(users.find(HERE, new UserName("b"))).contains(renamed);
        assertThat(groups.find(HERE, new GroupName("b"))).map(Group::id).contains(group.id());
    }

    @Test
    void usesAreSeenAtOnceAndKept() {
        Role role = role(HERE, "a", ROOT, Optional.empty());
        write(() -> roles.insert(role));
        roles.recordUse(HERE, role.id(), START.plusSeconds(90), "us-east-1");
        Role used = role.with(new Role.LastUse(START.plusSeconds(60), "us-east-1"));
        assertThat(roles.find(HERE, role.name())).contains(used);
        assertThat(new SqlRoles(db).find(HERE, role.name())).contains(role);
        roles.writeUses();
        assertThat(new SqlRoles(db).findById(HERE, role.id())).contains(used);
        assertThat(new SqlRoles(db).list(HERE, ROOT, Optional.empty(), 9).items())
                .containsExactly(used);
    }

    @Test
    void listsAreOrderedByNameWithoutCaseAndCutByPath() {
        write(() -> {
            for (String name : List.of("b", "C", "a-b", "a", "_")) {
                roles.insert(role(HERE, name, name.equals("C") ? ROOT : TEAM, Optional.empty()));
                users.insert(user(name, Optional.empty()));
                groups.insert(group(name));
                profiles.insert(profile(name, Optional.empty()));
            }
            roles.insert(role(THERE, "a", TEAM, Optional.empty()));
        });
        assertThat(roles.list(HERE, ROOT, Optional.empty(), 9).items())
                .extracting(role -> role.name().value())
                .containsExactly("_", "a", "a-b", "b", "C");
        assertThat(roles.list(HERE, TEAM, Optional.of("a"), 1).next()).contains("a-b");
        assertThat(roles.list(HERE, TEAM, Optional.of("a"), 2).items()).hasSize(2);
        assertThat(users.list(HERE, ROOT, Optional.of("a-b"), 9).items())
                .extracting(user -> user.name().value())
                .containsExactly("b", "C");
        assertThat(groups.list(HERE, ROOT, Optional.of("b"), 9).items()).hasSize(1);
        assertThat(profiles.list(HERE, ROOT, Optional.empty(), 3).next()).contains("a-b");
        assertThat(profiles.list(HERE, new IamPath("/other/"), Optional.empty(), 3)
                        .items())
                .isEmpty();
    }

    @Test
    void profilesHoldOneRole() {
        Role role = role(HERE, "worker", TEAM, Optional.empty());
        Role other = role(HERE, "other", ROOT, Optional.empty());
        InstanceProfile bare = profile("p", Optional.empty());
        write(() -> {
            roles.insert(role);
            roles.insert(other);
            profiles.insert(bare);
            profiles.insert(profile("q", Optional.empty()));
        });
        assertThat(profiles.find(HERE, new InstanceProfileName("P"))).contains(bare);
        assertThat(db.write(() -> profiles.attach(HERE, bare.name(), role.name())))
                .isTrue();
        assertThat(db.write(() -> profiles.attach(HERE, bare.name(), other.name())))
                .isFalse();
        write(() -> profiles.attach(HERE, new InstanceProfileName("q"), role.name()));
        assertThat(profiles.find(HERE, bare.name())).contains(profile("p", Optional.of(role)));
        assertThat(profiles.listOfRole(HERE, role.name(), Optional.empty(), 9).items())
                .containsExactly(profile("p", Optional.of(role)), profile("q", Optional.of(role)));
        assertThat(profiles.listOfRole(HERE, role.name(), Optional.empty(), 1).next())
                .contains("p");
        assertThat(roles.isInProfile(HERE, role.name())).isTrue();
        assertThat(roles.isInProfile(HERE, other.name())).isFalse();
        assertThatThrownBy(() -> write(() -> roles.delete(role))).isInstanceOf(ConstraintViolation.class);
        assertThat(db.write(() -> profiles.detach(HERE, bare.name(), other.name())))
                .isFalse();
        assertThat(db.write(() -> profiles.detach(HERE, bare.name(), role.name())))
                .isTrue();
        write(() -> profiles.setTags(HERE, bare.name(), List.of()));
        assertThat(profiles.find(HERE, bare.name()).orElseThrow().tags()).isEmpty();
        assertThat(db.write(() -> profiles.delete(HERE, bare.name()))).isTrue();
        assertThat(db.write(() -> profiles.delete(HERE, bare.name()))).isFalse();
        assertThat(profiles.count(HERE)).isEqualTo(1);
    }

    @Test
    void managedPoliciesAndTheirVersions() {
        ManagedPolicy policy = policy();
        assertThat(policies.find(HERE, new PolicyName("limits"))).contains(policy);
        assertThat(policies.all(HERE, TEAM)).containsExactly(policy);
        assertThat(policies.all(HERE, new IamPath("/other/"))).isEmpty();
        Version two = new Version(2, START.plusSeconds(2), "{\"two\":2}");
        ManagedPolicy changed = new ManagedPolicy(
                POLICY_ARN,
                POLICY,
                TEAM,
                "ANPA1",
                START,
                START.plusSeconds(3),
                Optional.of("some"),
                List.of(),
                2,
                4,
                true);
        write(() -> {
            policies.addVersion(HERE, POLICY, two);
            policies.update(HERE, changed);
        });
        assertThat(policies.find(HERE, POLICY)).contains(changed);
        assertThat(policies.versions(HERE, POLICY)).extracting(Version::number).containsExactly(2, 1);
        assertThat(policies.version(HERE, POLICY, 2)).contains(two);
        assertThat(policies.countVersions(HERE)).isEqualTo(2);
        write(() -> policies.deleteVersion(HERE, POLICY, 1));
        assertThat(policies.version(HERE, POLICY, 1)).isEmpty();
        write(() -> policies.delete(HERE, POLICY));
        assertThat(policies.count(HERE) + policies.countVersions(HERE)).isZero();
    }

    @Test
    void policiesAreKeptByThoseWhoUseThem() {
        policy();
        Role role = role(HERE, "r", ROOT, Optional.of(POLICY_ARN));
        User user = user("u", Optional.of(POLICY_ARN));
        Attachment attachment = new Attachment(POLICY, TEAM, POLICY_ARN);
        Attachment aws = new Attachment(new PolicyName("Aaa"), ROOT, ManagedPolicy.awsArn(ROOT, new PolicyName("Aaa")));
        Inline inline = new Inline(new PolicyName("in"), "{}");
        write(() -> {
            roles.insert(role);
            users.insert(user);
            held.attach(role, attachment);
            held.attach(role, attachment);
            held.attach(role, aws);
            held.putInline(role, inline, 5);
            held.putInline(role, new Inline(new PolicyName("IN"), "{\"a\":1}"), 7);
            held.putInline(role, new Inline(inline.name(), "{\"b\":1}"), 8);
        });
        assertThat(policies.usage(HERE, POLICY_ARN)).isEqualTo(new Usage(1, 2));
        assertThat(policies.usages(HERE))
                .containsEntry(POLICY_ARN.toString(), new Usage(1, 2))
                .hasSize(2);
        assertThat(held.attachments(HERE, role.id())).containsExactly(aws, attachment);
        assertThat(held.inline(HERE, role.id())).extracting(Inline::document).containsExactly("{\"a\":1}", "{\"b\":1}");
        assertThat(held.inline(HERE, role.id(), inline.name()))
                .map(Inline::document)
                .contains("{\"b\":1}");
        assertThat(held.inlineSize(role)).isEqualTo(15);
        assertThat(held.inlineSize(user)).isZero();
        assertThatThrownBy(() -> write(() -> roles.delete(role))).isInstanceOf(ConstraintViolation.class);
        assertThatThrownBy(() -> write(() -> policies.delete(HERE, POLICY))).isInstanceOf(ConstraintViolation.class);
        write(() -> {
            assertThat(held.detach(role, POLICY_ARN)).isTrue();
            assertThat(held.detach(role, POLICY_ARN)).isFalse();
            assertThat(held.detach(role, aws.arn())).isTrue();
            assertThat(held.deleteInline(role, inline.name())).isTrue();
            assertThat(held.deleteInline(role, inline.name())).isFalse();
            held.deleteInline(role, new PolicyName("IN"));
            roles.delete(role);
            users.delete(user);
            policies.delete(HERE, POLICY);
        });
        assertThat(roles.count(HERE) + users.count(HERE)).isZero();
    }

    @Test
    void groupsHaveMembers() {
        Group group = group("g");
        List<User> all = IntStream.range(0, 3)
                .mapToObj(i -> user("u" + i, Optional.empty()))
                .toList();
        write(() -> {
            groups.insert(group);
            all.forEach(users::insert);
            all.reversed().forEach(user -> groups.add(group, user));
            groups.add(group, all.getFirst());
        });
        assertThat(groups.members(group, Optional.empty(), 2).items()).isEqualTo(all.subList(0, 2));
        assertThat(groups.members(group, Optional.empty(), 2).next()).contains("u1");
        assertThat(groups.members(group, Optional.of("u1"), 2).items()).containsExactly(all.getLast());
        assertThat(groups.of(HERE, all.getFirst().id())).containsExactly(group);
        assertThatThrownBy(() -> write(() -> groups.delete(group))).isInstanceOf(ConstraintViolation.class);
        write(() -> all.forEach(user -> groups.remove(group, user)));
        assertThat(groups.hasMembers(group)).isFalse();
        write(() -> groups.delete(group));
        assertThat(groups.count(HERE)).isZero();
    }

    @Test
    void accessKeys() {
        User user = user("u", Optional.empty());
        Ids ids = new Ids(new Random(1));
        List<AccessKey> both = IntStream.range(0, 2)
                .mapToObj(i -> new AccessKey(
                        HERE,
                        ids.unique("AKIA", HERE, 20),
                        user.id(),
                        "secret" + i,
                        AccessKey.Status.ACTIVE,
                        START.plusSeconds(i),
                        Optional.empty()))
                .toList();
        write(() -> {
            users.insert(user);
            both.reversed().forEach(keys::insert);
        });
        assertThat(keys.of(HERE, user.id())).isEqualTo(both);
        AccessKey first = both.getFirst();
        keys.recordUse(HERE, first.id(), START.plusSeconds(61), "ec2", "us-east-1");
        AccessKey used = first.with(new AccessKey.Use(START.plusSeconds(60), "ec2", "us-east-1"));
        assertThat(keys.find(first.id())).contains(used);
        keys.writeUses();
        assertThat(new SqlAccessKeys(db).find(first.id())).contains(used);
        long before = revision();
        write(() -> {
            keys.setStatus(first, AccessKey.Status.INACTIVE);
            keys.delete(both.getLast());
        });
        assertThat(revision()).isEqualTo(before + 2);
        assertThat(keys.of(HERE, user.id())).extracting(AccessKey::status).containsExactly(AccessKey.Status.INACTIVE);
        assertThat(keys.find("AKIA")).isEmpty();
        assertThatThrownBy(() -> write(() -> users.delete(user))).isInstanceOf(ConstraintViolation.class);
    }

    @Test
    void passwordsOfUsers() {
        User user = user("u", Optional.empty());
        LoginProfile profile = new LoginProfile(START, true);
        SqlLoginProfiles logins = new SqlLoginProfiles(db);
        write(() -> {
            users.insert(user);
            assertThat(logins.insert(user, profile)).isTrue();
            assertThat(logins.insert(user, profile)).isFalse();
            logins.setPasswords(user, new PasswordHistory(List.of("b", "a")));
            logins.setPasswords(user, new PasswordHistory(List.of("c", "b", "a")));
            logins.update(user, new LoginProfile(START.plusSeconds(9), false));
        });
        assertThat(logins.find(user)).contains(new LoginProfile(START, false));
        assertThat(logins.passwords(user).hashes()).containsExactly("c", "b", "a");
        assertThat(db.write(() -> logins.delete(user))).isTrue();
        assertThat(db.write(() -> logins.delete(user))).isFalse();
    }

    @Test
    void settingsOfAccounts() {
        SqlAccounts accounts = new SqlAccounts(db);
        write(() -> {
            assertThat(accounts.setAlias(HERE, "one")).isTrue();
            assertThat(accounts.setAlias(HERE, "two")).isTrue();
            assertThat(accounts.setAlias(HERE, "two")).isTrue();
            assertThat(accounts.setAlias(THERE, "two")).isFalse();
            assertThat(accounts.deleteAlias(HERE, "one")).isFalse();
        });
        assertThat(accounts.alias(HERE)).contains("two");
        assertThat(db.write(() -> accounts.deleteAlias(HERE, "two"))).isTrue();
        for (int bit = 0; bit < 3; bit++) {
            PasswordPolicy policy = new PasswordPolicy(
                    8 + bit,
                    flag(1, bit),
                    flag(2, bit),
                    flag(3, bit),
                    flag(4, bit),
                    flag(5, bit),
                    Optional.of(90),
                    Optional.of(5),
                    Optional.of(flag(6, bit)));
            write(() -> accounts.setPasswordPolicy(HERE, policy));
            assertThat(accounts.passwordPolicy(HERE)).contains(policy);
        }
        assertThat(accounts.passwordPolicy(THERE)).isEmpty();
        assertThat(db.write(() -> accounts.deletePasswordPolicy(HERE))).isTrue();
        assertThat(db.write(() -> accounts.deletePasswordPolicy(HERE))).isFalse();
    }

    /// One bit of a number, so that over all bits no two flags are the same.
    private static boolean flag(int number, int bit) {
        return (number >> bit & 1) == 1;
    }

    @Test
    void identityProviders() {
        SqlOidcProviders providers = new SqlOidcProviders(db);
        OidcProvider b = new OidcProvider(HERE, "b.test", START, List.of("x", "y"), List.of("00"), TAGS);
        OidcProvider a = new OidcProvider(HERE, "a.test", START, List.of(), List.of("11", "22"), List.of());
        write(() -> {
            assertThat(providers.insert(b)).isTrue();
            assertThat(providers.insert(a)).isTrue();
            assertThat(providers.insert(a)).isFalse();
        });
        assertThat(providers.all(HERE)).containsExactly(a, b);
        OidcProvider changed = new OidcProvider(HERE, "b.test", START, List.of("z"), List.of("33"), List.of());
        write(() -> providers.update(changed));
        assertThat(providers.find(HERE, "b.test")).contains(changed);
        assertThat(db.write(() -> providers.delete(HERE, "b.test"))).isTrue();
        assertThat(db.write(() -> providers.delete(HERE, "b.test"))).isFalse();
        assertThat(providers.all(THERE)).isEmpty();
    }
}
