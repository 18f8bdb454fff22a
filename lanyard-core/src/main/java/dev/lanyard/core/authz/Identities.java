// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.authz;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.policy.CompiledPolicy;
import dev.lanyard.aws.policy.NamedPolicy;
import dev.lanyard.aws.policy.PolicyDocument;
import dev.lanyard.core.authz.IdentityDirectory.Described;
import dev.lanyard.core.authz.IdentityDirectory.Document;
import dev.lanyard.core.op.Identity;
import dev.lanyard.core.shared.Recent;
import java.util.Optional;
import java.util.function.Supplier;

/// Users and roles with their policies compiled. What has not changed since it was last asked for costs one look at
/// the account's revision.
public final class Identities {
    private static final int KEPT_IDENTITIES = 2_000;
    private static final int KEPT_POLICIES = 2_000;

    private final IdentityDirectory directory;
    private final Recent<Key, Known<?>> known = new Recent<>(KEPT_IDENTITIES);
    private final Recent<String, CompiledPolicy> compiled = new Recent<>(KEPT_POLICIES);

    private record Key(AccountId account, String id) {}

    private record Known<T>(long revision, Optional<T> value) {}

    public Identities(IdentityDirectory directory) {
        this.directory = directory;
    }

    public Optional<Identity> user(AccountId account, String id) {
        return current(new Key(account, id), () -> directory.user(account, id).map(this::compile));
    }

    public Optional<Identity> role(AccountId account, String id) {
        return current(new Key(account, id), () -> directory.role(account, id).map(this::compile));
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
        // The revision is read first: what changes in between is loaded again the next time.
        long revision = directory.revision(key.account());
        Known<?> last = known.get(key);
        if (last != null && last.revision() == revision) {
            return (Optional<T>) last.value();
        }
        Optional<T> value = load.get();
        known.put(key, new Known<>(revision, value));
        return value;
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
