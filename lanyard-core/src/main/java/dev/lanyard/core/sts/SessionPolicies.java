// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import static dev.lanyard.core.sts.StsFault.MALFORMED_POLICY_DOCUMENT;
import static dev.lanyard.core.sts.StsFault.PACKED_POLICY_TOO_LARGE;
import static dev.lanyard.core.sts.StsFault.VALIDATION_ERROR;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.policy.IdentityPolicy;
import dev.lanyard.core.authz.Identities;
import dev.lanyard.core.shared.Tag;
import dev.lanyard.core.sts.Claims.Limits;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;

/// The session policies that a caller hands to STS, and the room that they and the tags take in a token.
final class SessionPolicies {
    private static final int MOST_CHARACTERS = 2_048;
    private static final int MOST_ARNS = 10;
    /// What AWS allots in bytes is not told; this comes near to the percentages that it answers.
    private static final int ALLOTTED = 1_100;

    private final Identities identities;

    SessionPolicies(Identities identities) {
        this.identities = identities;
    }

    record PolicyDescriptor(Optional<String> arn) {}

    /// @param percent how much of the allotted space policies and tags take; empty when there are none
    record Packed(Optional<Limits> limits, Optional<Integer> percent) {}

    /// @param account in which managed policies must exist, unless they are AWS's
    Packed pack(AccountId account, Optional<String> policy, List<PolicyDescriptor> descriptors, List<Tag> tags) {
        List<String> arns =
                descriptors.stream().flatMap(it -> it.arn().stream()).toList();
        if (arns.size() > MOST_ARNS) {
            throw VALIDATION_ERROR.because("1 validation error detected: Value at 'policyArns' failed to satisfy"
                    + " constraint: Member must have length less than or equal to " + MOST_ARNS);
        }
        policy.ifPresent(text -> IdentityPolicy.validate(text, MALFORMED_POLICY_DOCUMENT));
        arns.forEach(arn -> requirePolicy(account, arn));
        if (policy.isEmpty() && arns.isEmpty()) {
            return new Packed(Optional.empty(), tags.isEmpty() ? Optional.empty() : Optional.of(percent("", tags)));
        }
        String all = policy.orElse("") + String.join("", arns);
        int percent = percent(all, tags);
        if (all.length() > MOST_CHARACTERS) {
            throw tooLarge(Math.max(percent, Math.ceilDiv(100 * all.length(), MOST_CHARACTERS)));
        }
        return new Packed(Optional.of(new Limits(policy, arns)), Optional.of(percent));
    }

    private void requirePolicy(AccountId account, String text) {
        boolean exists = Arn.parse(text)
                .filter(arn -> arn.account().equals("aws") || arn.account().equals(account.value()))
                .flatMap(arn -> identities.managedPolicy(account, arn))
                .isPresent();
        if (!exists) {
            throw MALFORMED_POLICY_DOCUMENT.because("Policy ARN " + text + " does not exist or is not attachable.");
        }
    }

    private static int percent(String policies, List<Tag> tags) {
        StringBuilder text = new StringBuilder(policies);
        tags.forEach(
                tag -> text.append(tag.key()).append('=').append(tag.value()).append(';'));
        byte[] bytes = text.toString().getBytes(UTF_8);
        int size;
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(bytes);
            deflater.finish();
            size = deflater.deflate(new byte[bytes.length + 64]);
        }
        int percent = Math.ceilDiv(100 * size, ALLOTTED);
        if (percent > 100) {
            throw tooLarge(percent);
        }
        return percent;
    }

    private static RuntimeException tooLarge(int percent) {
        return PACKED_POLICY_TOO_LARGE.because(
                "Packed policy consumes " + percent + "% of allotted space, please use smaller policy.");
    }
}
