// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.profile;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.fault.Fault;
import dev.lanyard.core.ec2.Ec2Fault;
import dev.lanyard.core.ec2.profile.ProfileDirectory.Profile;
import java.time.Instant;
import java.util.Optional;

/// How a request names an instance profile: by name or by ARN.
public record ProfileReference(Optional<String> arn, Optional<String> name) {
    public boolean isEmpty() {
        return arn.isEmpty() && name.isEmpty();
    }

    /// The profile, as far as it can be seen; for the judgement of permissions, which must not tell what exists.
    public Optional<Profile> seen(ProfileDirectory directory, AccountId account, Instant now) {
        return name.isPresent()
                ? directory.named(account, name.get(), now)
                : arn.flatMap(text -> directory.at(account, text, now));
    }

    /// The profile, which holds a role. Clients retry on the substrings `Invalid IAM Instance Profile` and
    /// ` has no associated IAM Roles` while IAM is being propagated.
    ///
    /// @throws Fault `InvalidParameterValue`, `InvalidParameterCombination` or `MissingParameter`
    public Profile wearable(ProfileDirectory directory, AccountId account, Instant now) {
        if (isEmpty()) {
            throw Ec2Fault.MISSING_PARAMETER.because("The request must contain the parameter IamInstanceProfile");
        }
        if (name.isPresent() && arn.isPresent()) {
            throw Ec2Fault.INVALID_PARAMETER_COMBINATION.because(
                    "The parameter 'iamInstanceProfile.name' may not be used in combination with 'iamInstanceProfile.arn'");
        }
        Profile profile = seen(directory, account, now).orElseThrow(this::invalid);
        if (profile.role().isEmpty()) {
            throw Ec2Fault.INVALID_PARAMETER_VALUE.because(
                    "IAM Instance Profile \"" + profile.arn() + "\" has no associated IAM Roles");
        }
        return profile;
    }

    private Fault invalid() {
        return Ec2Fault.INVALID_PARAMETER_VALUE.because(
                name.isPresent()
                        ? "Value (" + name.get()
                                + ") for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name"
                        : "Value (" + arn.orElseThrow()
                                + ") for parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN");
    }
}
