// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.core.iam.IamModule;
import dev.lanyard.core.iam.IamQuotas;
import dev.lanyard.core.iam.IamStores;
import dev.lanyard.core.iam.PrincipalPolicies;
import dev.lanyard.core.op.Authorizer;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.op.Dispatcher;
import dev.lanyard.core.op.Dispatcher.Bound;
import dev.lanyard.core.op.Identity;
import dev.lanyard.core.op.Invocation;
import dev.lanyard.core.op.Origin;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.op.Platform;
import dev.lanyard.core.op.UndeclaredFaults;
import dev.lanyard.core.propagation.Delay;
import dev.lanyard.core.propagation.Propagation;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.server.bridge.IamForSts;
import dev.lanyard.server.bridge.SeenByOthers;
import dev.lanyard.store.iam.SqlIam;
import dev.lanyard.store.iam.SqlPropagation;
import dev.lanyard.store.sql.Database;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/// IAM behind a clerk who lets everybody in and writes down what they needed: for tests of what operations ask
/// permission for, of what callers other than roots get, and of what other services find in IAM.
final class Desk implements AutoCloseable {
    static final AccountId ACCOUNT = new AccountId("000000000000");
    private static final Origin ORIGIN = new Origin("127.0.0.1", false, Optional.empty(), Optional.empty());

    private final Database database = Database.inMemory();
    private final TestClock clock = new TestClock();
    private final Platform platform;
    private final IamStores stores;
    private final IamModule iam;
    private final SeenByOthers seen;
    private final Dispatcher dispatcher;
    private Caller caller = new Caller.Root(ACCOUNT);
    private List<Permission> needed = List.of();

    Desk() {
        Random random = new Random(1);
        Propagation propagation = new Propagation(Delay.NONE, new SqlPropagation(database), database, database, clock);
        this.platform = new Platform(database, propagation.changes(database), clock, new Ids(random), random);
        this.stores = SqlIam.in(database);
        this.iam = IamModule.of(stores, IamQuotas.AWS, platform);
        this.seen = SeenByOthers.of(stores, iam, propagation, platform);
        this.dispatcher = new Dispatcher(
                iam.sections(),
                (_, rule, _) -> {
                    this.needed = rule.get();
                    return Authorizer.Ruling.GRANTED;
                },
                database,
                seen.changes(),
                UndeclaredFaults.FORBIDDEN);
    }

    IamStores stores() {
        return stores;
    }

    PrincipalPolicies policies() {
        return iam.policies();
    }

    /// IAM as it is.
    IamForSts current() {
        return new IamForSts(stores, iam.policies());
    }

    /// IAM as others see it.
    SeenByOthers seen() {
        return seen;
    }

    List<Bound<?, ?>> operations() {
        return dispatcher.all();
    }

    TestClock clock() {
        return clock;
    }

    <T> T write(Supplier<T> work) {
        return database.write(work);
    }

    /// From now on this user calls.
    void actAsUser(String id) {
        Arn arn = stores.users().findById(ACCOUNT, id).orElseThrow().arn();
        this.caller = new Caller.User(ACCOUNT, new Identity(arn, id, List.of(), List.of(), Optional.empty()));
    }

    void actAsRoot() {
        this.caller = new Caller.Root(ACCOUNT);
    }

    /// What the last call needed.
    List<Permission> needed() {
        return needed;
    }

    /// @param members names and values of the input in turn; what comes back is the tree of the output
    Map<String, Object> call(String operation, Object... members) {
        Map<String, Object> input = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            input.put((String) members[i], members[i + 1]);
        }
        return call(dispatcher.find("iam", operation).orElseThrow(), input);
    }

    private <I extends Record, O extends Record> Map<String, Object> call(
            Bound<I, O> bound, Map<String, Object> input) {
        Invocation invocation =
                new Invocation(new Call(caller, new Region("us-east-1"), clock.instant(), "request", ORIGIN));
        invocation.understand(bound.operation(), input);
        return dispatcher.call(bound, invocation);
    }

    /// The member of the structure that an output holds.
    static String text(Map<String, Object> output, String structure, String member) {
        return ((Map<?, ?>) output.get(structure)).get(member).toString();
    }

    @Override
    public void close() {
        database.close();
    }
}
