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
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import dev.lanyard.store.sql.TagText;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Managed policies in the tables `iam_policy` and `iam_policy_version`.
public final class SqlManagedPolicies implements ManagedPolicyStore {
    private static final String COLUMNS =
            "name, path, id, created, updated, description, tags, default_version, last_version";
    private static final String USES = """
        select arn, count(*), 0 from iam_attachment where account = ? group by arn
        union all select boundary, 0, count(*) from iam_role
          where account = ? and boundary is not null group by boundary
        union all select boundary, 0, count(*) from iam_user
          where account = ? and boundary is not null group by boundary
        """;
    private static final String USE = """
        select
          (select count(*) from iam_attachment where account = ? and arn = ?),
          (select count(*) from iam_role where account = ? and boundary = ?)
          + (select count(*) from iam_user where account = ? and boundary = ?)
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

    @Override
    public Optional<ManagedPolicy> find(AccountId account, PolicyName name) {
        return db.one(
                "select " + COLUMNS + " from iam_policy where account = ? and name_key = ?",
                row -> policy(account, row),
                account.value(),
                name.key());
    }

    @Override
    public boolean insert(AccountId account, ManagedPolicy policy, Version version) {
        boolean inserted = db.insertIfAbsent(
                "insert into iam_policy (account, name_key, " + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (account, name_key) do nothing",
                account.value(),
                policy.name().key(),
                policy.name().value(),
                policy.path().value(),
                policy.id(),
                policy.created(),
                policy.updated(),
                policy.description(),
                TagText.write(policy.tags()),
                policy.defaultVersion(),
                policy.lastVersion());
        if (inserted) {
            addVersion(account, policy.name(), version);
        }
        return inserted;
    }

    @Override
    public void update(AccountId account, ManagedPolicy policy) {
        db.update(
                "update iam_policy set updated = ?, tags = ?, default_version = ?, last_version = ?"
                        + " where account = ? and name_key = ?",
                policy.updated(),
                TagText.write(policy.tags()),
                policy.defaultVersion(),
                policy.lastVersion(),
                account.value(),
                policy.name().key());
        SqlRevisions.bump(db, account);
    }

    @Override
    public void delete(AccountId account, PolicyName name) {
        db.update("delete from iam_policy_version where account = ? and policy_key = ?", account.value(), name.key());
        db.update("delete from iam_policy where account = ? and name_key = ?", account.value(), name.key());
        SqlRevisions.bump(db, account);
    }

    @Override
    public List<ManagedPolicy> all(AccountId account, IamPath prefix) {
        return db.query(
                "select " + COLUMNS + " from iam_policy where account = ? and substr(path, 1, ?) = ? order by name_key",
                row -> policy(account, row),
                account.value(),
                prefix.value().length(),
                prefix.value());
    }

    @Override
    public int count(AccountId account) {
        return count("select count(*) from iam_policy where account = ?", account);
    }

    @Override
    public int countVersions(AccountId account) {
        return count("select count(*) from iam_policy_version where account = ?", account);
    }

    private int count(String sql, AccountId account) {
        return db.one(sql, row -> row.integer(1), account.value()).orElseThrow();
    }

    @Override
    public List<Version> versions(AccountId account, PolicyName name) {
        return db.query(
                "select version, created, document from iam_policy_version where account = ? and policy_key = ?"
                        + " order by version desc",
                SqlManagedPolicies::version,
                account.value(),
                name.key());
    }

    @Override
    public Optional<Version> version(AccountId account, PolicyName name, int number) {
        return db.one(
                "select version, created, document from iam_policy_version"
                        + " where account = ? and policy_key = ? and version = ?",
                SqlManagedPolicies::version,
                account.value(),
                name.key(),
                number);
    }

    @Override
    public void addVersion(AccountId account, PolicyName name, Version version) {
        db.update(
                "insert into iam_policy_version (account, policy_key, version, created, document)"
                        + " values (?, ?, ?, ?, ?)",
                account.value(),
                name.key(),
                version.number(),
                version.created(),
                version.document());
    }

    @Override
    public void deleteVersion(AccountId account, PolicyName name, int number) {
        db.update(
                "delete from iam_policy_version where account = ? and policy_key = ? and version = ?",
                account.value(),
                name.key(),
                number);
    }

    @Override
    public Usage usage(AccountId account, Arn policy) {
        String owner = account.value();
        String arn = policy.toString();
        return db.one(USE, row -> new Usage(row.integer(1), row.integer(2)), owner, arn, owner, arn, owner, arn)
                .orElseThrow();
    }

    @Override
    public Map<String, Usage> usages(AccountId account) {
        Map<String, Usage> all = new HashMap<>();
        db.query(
                        USES,
                        row -> Map.entry(row.text(1), new Usage(row.integer(2), row.integer(3))),
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
                row -> new Found(new Entity(kind, row.text(1), row.text(2)), row.text(3)),
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

    private static ManagedPolicy policy(AccountId account, Row row) {
        PolicyName name = new PolicyName(row.text(1));
        IamPath path = new IamPath(row.text(2));
        return new ManagedPolicy(
                ManagedPolicy.arn(account, path, name),
                name,
                path,
                row.text(3),
                row.instant(4),
                row.instant(5),
                row.optionalText(6),
                TagText.read(row.text(7)),
                row.integer(8),
                row.integer(9),
                true);
    }

    private static Version version(Row row) {
        return new Version(row.integer(1), row.instant(2), row.text(3));
    }
}
