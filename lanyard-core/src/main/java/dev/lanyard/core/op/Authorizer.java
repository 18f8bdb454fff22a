// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.policy.Decision;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Decides whether a caller may do what an operation needs.
@FunctionalInterface
public interface Authorizer {
    /// Lets everybody do everything.
    Authorizer NOBODY_ASKS = (_, _, _) -> Ruling.GRANTED;

    /// Judges a request inside the unit of work that will serve it. Such a unit may run more than once, and then it is
    /// judged again: so this must have no effect, and what is costly about a refusal waits until it is asked for.
    ///
    /// @param needed what the operation's access rule says; costs reads, so it is asked for at most once
    /// @throws Fault what the access rule itself refuses
    Ruling judge(Operation<?, ?> operation, Supplier<List<Permission>> needed, Call call);

    /// A permission that was needed.
    interface Judged {
        Permission permission();

        /// What the policies say to it.
        Decision decision();
    }

    /// What came of a judgement.
    ///
    /// @param refusal makes the service's access-denied fault, which names the first permission that is missing;
    ///     empty when none is
    /// @param judged the permissions that were looked at, the missing one last
    record Ruling(Optional<Supplier<Fault>> refusal, List<? extends Judged> judged) {
        public static final Ruling GRANTED = new Ruling(Optional.empty(), List.of());

        /// A refusal that no policy decides.
        public static Ruling refused(Fault fault) {
            return new Ruling(Optional.of(() -> fault), List.of());
        }

        /// The permission that is missing, where policies decide.
        public Optional<Permission> denied() {
            return refusal.isPresent() && !judged.isEmpty()
                    ? Optional.of(judged.getLast().permission())
                    : Optional.empty();
        }
    }
}
