// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamFault.INVALID_INPUT;
import static dev.lanyard.core.iam.IamFault.NO_SUCH_ENTITY;
import static dev.lanyard.core.iam.IamFault.VALIDATION_ERROR;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.iam.ManagedPolicy.Version;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The managed policies that an account sees: its own, and those that AWS ships.
final class ManagedPolicies {
    private static final Comparator<ManagedPolicy> BY_NAME = Comparator.comparing(ManagedPolicies::position);

    private final ManagedPolicyStore store;

    ManagedPolicies(ManagedPolicyStore store) {
        this.store = store;
    }

    /// Reads what a caller gave as the ARN of a policy.
    static Arn arn(String text) {
        return Arn.parse(text)
                .filter(ManagedPolicy::isArn)
                .orElseThrow(() -> VALIDATION_ERROR.because("ARN " + text + " is not valid."));
    }

    Optional<ManagedPolicy> find(AccountId account, Arn arn) {
        if (ManagedPolicy.isAws(arn)) {
            return AwsManagedPolicies.find(arn);
        }
        // ARNs are compared with case, path and all, although names are not.
        return arn.account().equals(account.value())
                ? store.find(account, ManagedPolicy.nameIn(arn))
                        .filter(policy -> policy.arn().equals(arn))
                : Optional.empty();
    }

    /// The policy that a caller names as a permissions boundary.
    Arn boundary(AccountId account, String text) {
        Arn arn = Arn.parse(text)
                .filter(ManagedPolicy::isArn)
                .orElseThrow(() -> INVALID_INPUT.because("ARN " + text + " is not valid."));
        return find(account, arn)
                .filter(ManagedPolicy::attachable)
                .map(ManagedPolicy::arn)
                .orElseThrow(
                        () -> NO_SUCH_ENTITY.because("Scope ARN: " + text + " does not exist or is not attachable."));
    }

    /// Newest first.
    List<Version> versions(AccountId account, ManagedPolicy policy) {
        return ManagedPolicy.isAws(policy.arn())
                ? List.of(AwsManagedPolicies.version(policy))
                : store.versions(account, policy.name());
    }

    Optional<Version> version(AccountId account, ManagedPolicy policy, int number) {
        return ManagedPolicy.isAws(policy.arn())
                ? Optional.of(AwsManagedPolicies.version(policy)).filter(version -> version.number() == number)
                : store.version(account, policy.name(), number);
    }

    /// Both kinds together, by name.
    List<ManagedPolicy> all(AccountId account, IamPath prefix, boolean local, boolean aws) {
        Stream<ManagedPolicy> own = local ? store.all(account, prefix).stream() : Stream.of();
        Stream<ManagedPolicy> shipped = aws
                ? AwsManagedPolicies.all().stream()
                        .filter(policy -> policy.path().value().startsWith(prefix.value()))
                : Stream.of();
        return Stream.concat(own, shipped).sorted(BY_NAME).toList();
    }

    static String position(ManagedPolicy policy) {
        return policy.name().key() + ' ' + policy.arn();
    }
}
