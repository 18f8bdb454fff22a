// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.iam.IamPath;
import dev.lanyard.core.iam.ManagedPolicy;
import dev.lanyard.core.iam.ManagedPolicy.Usage;
import dev.lanyard.core.iam.ManagedPolicy.Version;
import dev.lanyard.core.iam.ManagedPolicyStore;
import dev.lanyard.core.iam.PolicyHolder;
import dev.lanyard.core.iam.PolicyName;
import dev.lanyard.core.shared.Page;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Owner;
import dev.lanyard.store.sql.Row;
import dev.lanyard.store.sql.Rows;
import dev.lanyard.store.sql.Table;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Managed policies in the tables `iam_policy` and `iam_policy_version`.
public final class SqlManagedPolicies implements ManagedPolicyStore {
    private static final Table<AccountId, ManagedPolicy> POLICIES =
            Table.of("iam_policy", Owner.ACCOUNT, SqlManagedPolicies::policy);
    private static final Rows<AccountId, ManagedPolicy> UNDER = POLICIES.where("substr(path, 1, ?) = ?");
    private static final Table<AccountId, Version> VERSIONS =
            Table.of("iam_policy_version", Owner.ACCOUNT, SqlManagedPolicies::version);
    private static final Rows<AccountId, Version> VERSIONS_OF =
            VERSIONS.where("policy_key = ?").by("version desc");
    private static final String USES = """
        select arn as policy, count(*) as attachments, 0 as boundaries
          from iam_attachment where account = ? group by arn
        union all select boundary, 0, count(*) from iam_role
          where account = ? and boundary is not null group by boundary
        union all select boundary, 0, count(*) from iam_user
          where account = ? and boundary is not null group by boundary
        """;
    private static final String USE = """
        select
          (select count(*) from iam_attachment where account = ? and arn = ?) as attachments,
          (select count(*) from iam_role where account = ? and boundary = ?)
          + (select count(*) from iam_user where account = ? and boundary = ?) as boundaries
        """;
    private static final String ENTITIES = """
        select e.name, e.id, e.name_key from %s e
        where e.account = ? and e.name_key > ? and substr(e.path, 1, ?) = ? and (
          (? = 1 and exists (
            select 1 from iam_attachment a where a.account = e.account and a.holder = e.id and a.arn = ?))
          or (? = 1 and %s = ?))
        order by e.name_key limit ?
        """;

    private record Found(Entity entity, String key) {}

    private final Database db;
    private final Map<PolicyHolder.Kind, String> entities = new EnumMap<>(Map.of(
            PolicyHolder.Kind.ROLE, ENTITIES.formatted("iam_role", "e.boundary"),
            PolicyHolder.Kind.USER, ENTITIES.formatted("iam_user", "e.boundary"),
            PolicyHolder.Kind.GROUP, ENTITIES.formatted("iam_group", "''")));

    public SqlManagedPolicies(Database db) {
        this.db = db;
    }

    private static ManagedPolicy policy(AccountId account, Columns<ManagedPolicy> c) {
        c.key().derived("name_key", policy -> policy.name().key());
        PolicyName name = c.fixed().text("name", policy -> policy.name().value(), PolicyName::new);
        IamPath path = c.fixed().text("path", policy -> policy.path().value(), IamPath::new);
        return new ManagedPolicy(
                c.made(() -> ManagedPolicy.arn(account, path, name)),
                name,
                path,
                c.fixed().text("id", ManagedPolicy::id),
                c.fixed().instant("created", ManagedPolicy::created),
                c.instant("updated", ManagedPolicy::updated),
                c.fixed().optionalText("description", ManagedPolicy::description),
                c.tags(ManagedPolicy::tags),
                c.integer("default_version", ManagedPolicy::defaultVersion),
                c.integer("last_version", ManagedPolicy::lastVersion),
                true);
    }

    private static Version version(Columns<Version> c) {
        c.key().given("policy_key");
        return new Version(
                c.key().integer("version", Version::number),
                c.instant("created", Version::created),
                c.text("document", Version::document));
    }

    @Override
    public Optional<ManagedPolicy> find(AccountId account, PolicyName name) {
        return POLICIES.find(db, account, name.key());
    }

    @Override
    public boolean insert(AccountId account, ManagedPolicy policy, Version version) {
        boolean inserted = POLICIES.insertIfAbsent(db, account, policy);
        if (inserted) {
            addVersion(account, policy.name(), version);
        }
        return inserted;
    }

    @Override
    public void update(AccountId account, ManagedPolicy policy) {
        POLICIES.update(db, account, policy);
        SqlRevisions.bump(db, account);
    }

    @Override
    public void delete(AccountId account, PolicyName name) {
        VERSIONS_OF.delete(db, account, name.key());
        POLICIES.delete(db, account, name.key());
        SqlRevisions.bump(db, account);
    }

    @Override
    public List<ManagedPolicy> all(AccountId account, IamPath prefix) {
        return UNDER.list(db, account, prefix.value().length(), prefix.value());
    }

    @Override
    public int count(AccountId account) {
        return POLICIES.count(db, account);
    }

    @Override
    public int countVersions(AccountId account) {
        return VERSIONS.count(db, account);
    }

    @Override
    public List<Version> versions(AccountId account, PolicyName name) {
        return VERSIONS_OF.list(db, account, name.key());
    }

    @Override
    public Optional<Version> version(AccountId account, PolicyName name, int number) {
        return VERSIONS.find(db, account, name.key(), number);
    }

    @Override
    public void addVersion(AccountId account, PolicyName name, Version version) {
        VERSIONS.insert(db, account, version, name.key());
    }

    @Override
    public void deleteVersion(AccountId account, PolicyName name, int number) {
        VERSIONS.delete(db, account, name.key(), number);
    }

    private static Usage usage(Row row) {
        return new Usage(row.integer("attachments"), row.integer("boundaries"));
    }

    @Override
    public Usage usage(AccountId account, Arn policy) {
        String owner = account.value();
        String arn = policy.toString();
        return db.one(USE, SqlManagedPolicies::usage, owner, arn, owner, arn, owner, arn)
                .orElseThrow();
    }

    @Override
    public Map<String, Usage> usages(AccountId account) {
        Map<String, Usage> all = new HashMap<>();
        db.query(
                        USES,
                        row -> Map.entry(row.text("policy"), usage(row)),
                        account.value(),
                        account.value(),
                        account.value())
                .forEach(use -> all.merge(use.getKey(), use.getValue(), Usage::plus));
        return all;
    }

    @Override
    public Page<Entity> entities(
            AccountId account, Arn policy, PolicyHolder.Kind kind, Use use, IamPath prefix, String after, int limit) {
        List<Found> found = db.query(
                entities.get(kind),
                row -> new Found(new Entity(kind, row.text("name"), row.text("id")), row.text("name_key")),
                account.value(),
                after,
                prefix.value().length(),
                prefix.value(),
                use == Use.BOUNDARY ? 0 : 1,
                policy.toString(),
                use == Use.ATTACHED ? 0 : 1,
                policy.toString(),
                limit + 1);
        return Page.cut(found, limit, Found::key).map(Found::entity);
    }
}
