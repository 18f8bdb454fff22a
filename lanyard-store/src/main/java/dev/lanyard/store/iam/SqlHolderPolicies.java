// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.iam.HolderPolicyStore;
import dev.lanyard.core.iam.IamPath;
import dev.lanyard.core.iam.PolicyHolder;
import dev.lanyard.core.iam.PolicyName;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import java.util.List;
import java.util.Optional;

/// Inline policies and attachments in the tables `iam_inline_policy` and `iam_attachment`.
public final class SqlHolderPolicies implements HolderPolicyStore {
    private final Database db;

    public SqlHolderPolicies(Database db) {
        this.db = db;
    }

    @Override
    public List<Inline> inline(AccountId account, String holder) {
        return db.query(
                "select name, document from iam_inline_policy where account = ? and holder = ? order by name",
                SqlHolderPolicies::inline,
                account.value(),
                holder);
    }

    @Override
    public Optional<Inline> inline(AccountId account, String holder, PolicyName name) {
        return db.one(
                "select name, document from iam_inline_policy where account = ? and holder = ? and name = ?",
                SqlHolderPolicies::inline,
                account.value(),
                holder,
                name.value());
    }

    @Override
    public void putInline(PolicyHolder holder, Inline policy, int size) {
        db.update(
                "insert into iam_inline_policy (account, holder, name, document, size) values (?, ?, ?, ?, ?)"
                        + " on conflict (account, holder, name)"
                        + " do update set document = excluded.document, size = excluded.size",
                holder.account().value(),
                holder.id(),
                policy.name().value(),
                policy.document(),
                size);
        SqlRevisions.bump(db, holder.account());
    }

    @Override
    public boolean deleteInline(PolicyHolder holder, PolicyName name) {
        int deleted = db.update(
                "delete from iam_inline_policy where account = ? and holder = ? and name = ?",
                holder.account().value(),
                holder.id(),
                name.value());
        SqlRevisions.bump(db, holder.account());
        return deleted == 1;
    }

    @Override
    public int inlineSize(PolicyHolder holder) {
        return db.one(
                        "select coalesce(sum(size), 0) from iam_inline_policy where account = ? and holder = ?",
                        row -> row.integer(1),
                        holder.account().value(),
                        holder.id())
                .orElseThrow();
    }

    @Override
    public List<Attachment> attachments(AccountId account, String holder) {
        return db.query(
                "select name, path, arn from iam_attachment where account = ? and holder = ?"
                        + " order by lower(name), arn",
                row -> new Attachment(
                        new PolicyName(row.text(1)),
                        new IamPath(row.text(2)),
                        Arn.parse(row.text(3)).orElseThrow()),
                account.value(),
                holder);
    }

    @Override
    public void attach(PolicyHolder holder, Attachment policy) {
        db.insertIfAbsent(
                "insert into iam_attachment (account, holder, arn, name, path, policy_key) values (?, ?, ?, ?, ?, ?)"
                        + " on conflict (account, holder, arn) do nothing",
                holder.account().value(),
                holder.id(),
                policy.arn().toString(),
                policy.name().value(),
                policy.path().value(),
                PolicyRefs.key(Optional.of(policy.arn())));
        SqlRevisions.bump(db, holder.account());
    }

    @Override
    public boolean detach(PolicyHolder holder, Arn policy) {
        int deleted = db.update(
                "delete from iam_attachment where account = ? and holder = ? and arn = ?",
                holder.account().value(),
                holder.id(),
                policy.toString());
        SqlRevisions.bump(db, holder.account());
        return deleted == 1;
    }

    private static Inline inline(Row row) {
        return new Inline(new PolicyName(row.text(1)), row.text(2));
    }
}
