// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.iam.ManagedPolicy;
import dev.lanyard.store.sql.Columns;
import java.util.Optional;
import java.util.function.Function;

/// A reference to a managed policy takes two columns: its ARN, and the key of its row, which AWS's policies have none
/// of.
final class PolicyRefs {
    private PolicyRefs() {}

    static Optional<String> key(Optional<Arn> policy) {
        return policy.filter(arn -> AccountId.isValid(arn.account()))
                .map(arn -> ManagedPolicy.nameIn(arn).key());
    }

    static <R> Optional<Arn> boundary(Columns<R> c, Function<R, Optional<Arn>> boundary) {
        c.derived("boundary_key", record -> key(boundary.apply(record)));
        return c.optionalText("boundary", record -> boundary.apply(record).map(Arn::toString))
                .flatMap(Arn::parse);
    }
}
