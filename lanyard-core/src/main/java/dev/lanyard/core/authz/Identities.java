// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.authz;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.policy.CompiledPolicy;
import dev.lanyard.aws.policy.NamedPolicy;
import dev.lanyard.aws.policy.PolicyDocument;
import dev.lanyard.core.authz.IdentityDirectory.Described;
import dev.lanyard.core.authz.IdentityDirectory.Document;
import dev.lanyard.core.op.Changes;
import dev.lanyard.core.op.Identity;
import dev.lanyard.core.shared.Recent;
import java.util.Optional;
import java.util.function.Supplier;

/// Users and roles with their policies compiled. What has not changed since it was last asked for costs at most one
/// look at the account's revision.
public final class Identities {
    private static final int KEPT_IDENTITIES = 2_000;
    private static final int KEPT_POLICIES = 2_000;

    private final IdentityDirectory directory;
    private final Changes changes;
    private final Recent<Key, Known<?>> known = new Recent<>(KEPT_IDENTITIES);
    private final Recent<String, CompiledPolicy> compiled = new Recent<>(KEPT_POLICIES);

    private record Key(AccountId account, String id) {}

    /// @param changes the count at which the revision was last looked at
    private record Known<T>(long changes, long revision, T value) {}

    public Identities(IdentityDirectory directory, Changes changes) {
        this.directory = directory;
        this.changes = changes;
    }

    /// The user or role with this unique id.
    public Optional<Identity> find(AccountId account, String id) {
        return current(
                new Key(account, id), () -> directory.identity(account, id).map(this::compile));
    }

    /// The managed policy that a session was limited to; empty when it is gone.
    public Optional<NamedPolicy> managedPolicy(AccountId account, Arn arn) {
        return current(
                new Key(account, arn.toString()),
                () -> directory.managedPolicy(account, arn).map(this::compile));
    }

    /// @param text a document that IAM or STS has accepted
    public NamedPolicy compile(String name, String text) {
        return compile(new Document(name, text));
    }

    /// Forgets everything, because revisions begin anew.
    public void forget() {
        known.clear();
    }

    @SuppressWarnings("unchecked") // under one key there are always values of one type
    private <T> Optional<T> current(Key key, Supplier<Optional<T>> load) {
        // Both numbers are read before what they stand for: what changes in between is loaded again the next time.
        long count = changes.count();
        Known<?> last = known.get(key);
        if (last != null && last.changes() == count) {
            return Optional.of((T) last.value());
        }
        long revision = directory.revision(key.account());
        if (last != null && last.revision() == revision) {
            keep(key, new Known<>(count, revision, last.value()));
            return Optional.of((T) last.value());
        }
        Optional<T> value = load.get();
        // What is not there may come into being without a new revision.
        value.ifPresent(it -> keep(key, new Known<>(count, revision, it)));
        return value;
    }

    private void keep(Key key, Known<?> value) {
        if (value.changes() != Changes.UNSETTLED) {
            known.put(key, value);
        }
    }

    private Identity compile(Described it) {
        return new Identity(
                it.arn(),
                it.id(),
                it.tags(),
                it.policies().stream().map(this::compile).toList(),
                it.boundary().map(this::compile));
    }

    private NamedPolicy compile(Document document) {
        CompiledPolicy policy = compiled.get(document.text());
        if (policy == null) {
            policy = CompiledPolicy.of(PolicyDocument.parse(document.text()));
            compiled.put(document.text(), policy);
        }
        return new NamedPolicy(document.name(), policy);
    }
}
