// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.iam.ManagedPolicy;
import java.util.Optional;

/// A reference to a managed policy takes two columns: its ARN, and the key of its row, which AWS's policies have none
/// of.
final class PolicyRefs {
    private PolicyRefs() {}

    static Optional<String> arn(Optional<Arn> policy) {
        return policy.map(Arn::toString);
    }

    static Optional<String> key(Optional<Arn> policy) {
        return policy.filter(arn -> AccountId.isValid(arn.account()))
                .map(arn -> ManagedPolicy.nameIn(arn).key());
    }

    static Optional<Arn> read(Optional<String> arn) {
        return arn.flatMap(Arn::parse);
    }
}
