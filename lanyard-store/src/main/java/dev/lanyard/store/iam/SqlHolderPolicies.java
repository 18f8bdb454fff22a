// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.iam.HolderPolicyStore;
import dev.lanyard.core.iam.IamPath;
import dev.lanyard.core.iam.PolicyHolder;
import dev.lanyard.core.iam.PolicyName;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Owner;
import dev.lanyard.store.sql.Rows;
import dev.lanyard.store.sql.Table;
import java.util.List;
import java.util.Optional;

/// Inline policies and attachments in the tables `iam_inline_policy` and `iam_attachment`.
public final class SqlHolderPolicies implements HolderPolicyStore {
    private static final Table<AccountId, Inline> INLINE =
            Table.of("iam_inline_policy", Owner.ACCOUNT, SqlHolderPolicies::inline);
    private static final Rows<AccountId, Inline> INLINE_OF_HOLDER = INLINE.where("holder = ?");
    private static final Table<AccountId, Attachment> ATTACHMENTS =
            Table.of("iam_attachment", Owner.ACCOUNT, SqlHolderPolicies::attachment);
    private static final Rows<AccountId, Attachment> ATTACHMENTS_OF_HOLDER =
            ATTACHMENTS.where("holder = ?").by("lower(name), arn");

    private final Database db;

    public SqlHolderPolicies(Database db) {
        this.db = db;
    }

    private static Inline inline(Columns<Inline> c) {
        c.key().given("holder");
        c.given("size");
        return new Inline(
                c.key().text("name", policy -> policy.name().value(), PolicyName::new),
                c.text("document", Inline::document));
    }

    private static Attachment attachment(Columns<Attachment> c) {
        c.key().given("holder");
        c.derived("policy_key", policy -> PolicyRefs.key(Optional.of(policy.arn())));
        return new Attachment(
                c.text("name", policy -> policy.name().value(), PolicyName::new),
                c.text("path", policy -> policy.path().value(), IamPath::new),
                c.key()
                        .text(
                                "arn",
                                policy -> policy.arn().toString(),
                                arn -> Arn.parse(arn).orElseThrow()));
    }

    @Override
    public List<Inline> inline(AccountId account, String holder) {
        return INLINE_OF_HOLDER.list(db, account, holder);
    }

    @Override
    public Optional<Inline> inline(AccountId account, String holder, PolicyName name) {
        return INLINE.find(db, account, holder, name.value());
    }

    @Override
    public void putInline(PolicyHolder holder, Inline policy, int size) {
        INLINE.replace(db, holder.account(), policy, holder.id(), size);
        SqlRevisions.bump(db, holder.account());
    }

    @Override
    public boolean deleteInline(PolicyHolder holder, PolicyName name) {
        boolean deleted = INLINE.delete(db, holder.account(), holder.id(), name.value());
        SqlRevisions.bump(db, holder.account());
        return deleted;
    }

    @Override
    public int inlineSize(PolicyHolder holder) {
        return db.integer(
                "select coalesce(sum(size), 0) from iam_inline_policy where account = ? and holder = ?",
                holder.account().value(),
                holder.id());
    }

    @Override
    public List<Attachment> attachments(AccountId account, String holder) {
        return ATTACHMENTS_OF_HOLDER.list(db, account, holder);
    }

    @Override
    public void attach(PolicyHolder holder, Attachment policy) {
        ATTACHMENTS.insertIfAbsent(db, holder.account(), policy, holder.id());
        SqlRevisions.bump(db, holder.account());
    }

    @Override
    public boolean detach(PolicyHolder holder, Arn policy) {
        boolean detached = ATTACHMENTS.delete(db, holder.account(), holder.id(), policy.toString());
        SqlRevisions.bump(db, holder.account());
        return detached;
    }
}
