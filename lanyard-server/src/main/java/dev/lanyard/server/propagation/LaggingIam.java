// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.propagation;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.op.Transactions;
import dev.lanyard.core.propagation.Propagation;
import dev.lanyard.core.propagation.Sight;
import dev.lanyard.core.propagation.Unseen;
import dev.lanyard.core.shared.Ids;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// IAM as it was for those whom its latest changes have not reached.
public final class LaggingIam implements SeenIam {
    private final SeenIam current;
    private final Contents contents;
    private final Propagation propagation;
    private final Transactions transactions;
    private final InstantSource clock;

    /// @param contents reads `current`
    public LaggingIam(Contents contents, Propagation propagation, Transactions transactions, InstantSource clock) {
        this.current = contents.iam();
        this.contents = contents;
        this.propagation = propagation;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// Where anything lags, what was read holds for no longer than the reading took.
    @Override
    public long revision(AccountId account) {
        return propagation.lags(account) ? propagation.tick() : current.revision(account);
    }

    @Override
    public Optional<Described> identity(AccountId account, String id) {
        return propagation.lags(account)
                ? principal(account, id).map(Principal::described)
                : current.identity(account, id);
    }

    @Override
    public Optional<Described> identity(Arn arn) {
        return lagging(arn) ? principal(arn).map(Principal::described) : current.identity(arn);
    }

    /// Groups do not call. What their members have of them lags with the members.
    @Override
    public Optional<List<Document>> group(AccountId account, String name) {
        return current.group(account, name);
    }

    @Override
    public Optional<Document> managedPolicy(AccountId account, Arn arn) {
        Supplier<Optional<Document>> now = () -> current.managedPolicy(account, arn);
        return propagation.lags(account)
                ? seen(account, Entity.policy(arn.toString()), now, ContentText::policy)
                : now.get();
    }

    @Override
    public Optional<AssumableRole> find(Arn arn) {
        return lagging(arn) ? principal(arn).flatMap(Principal::role) : current.find(arn);
    }

    @Override
    public Optional<AssumableRole> findById(AccountId account, String id) {
        return propagation.lags(account)
                ? principal(account, id).flatMap(Principal::role)
                : current.findById(account, id);
    }

    @Override
    public Optional<Provider> provider(AccountId account, String url) {
        Supplier<Optional<Provider>> now = () -> current.provider(account, url);
        return propagation.lags(account) ? seen(account, Entity.provider(url), now, ContentText::provider) : now.get();
    }

    @Override
    public Optional<Key> find(String accessKeyId) {
        Supplier<Optional<Key>> now = () -> current.find(accessKeyId);
        return Ids.accountOf(accessKeyId)
                .filter(propagation::lags)
                .map(account ->
                        seen(account, Entity.key(accessKeyId), now, content -> ContentText.key(account, content)))
                .orElseGet(now);
    }

    private boolean lagging(Arn arn) {
        return arn.service().equals("iam")
                && AccountId.isValid(arn.account())
                && propagation.lags(new AccountId(arn.account()));
    }

    private Optional<Principal> principal(Arn arn) {
        return Entity.principal(arn)
                .flatMap(entity -> principal(new AccountId(arn.account()), entity))
                .filter(principal -> principal.described().arn().equals(arn));
    }

    private Optional<Principal> principal(AccountId account, String id) {
        return transactions.read(() -> propagation
                .named(account, id, sight())
                .map(Entity::parse)
                .or(() -> contents.entity(account, id))
                .flatMap(entity -> principal(account, entity))
                .filter(principal -> principal.id().equals(id)));
    }

    private Optional<Principal> principal(AccountId account, Entity entity) {
        return seen(
                account,
                entity,
                () -> contents.principal(account, entity),
                content -> ContentText.principal(account, content));
    }

    private <T> Optional<T> seen(AccountId account, Entity entity, Supplier<Optional<T>> now, Reader<T> reader) {
        return transactions.read(() -> {
            Optional<Unseen> before = propagation.before(account, entity.toString(), sight());
            return before.isPresent() ? before.get().content().map(reader::read) : now.get();
        });
    }

    private Sight sight() {
        return Sight.at(clock.instant());
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(String content);
    }
}
