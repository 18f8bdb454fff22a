// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.shared.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A policy that stands by itself and can be attached: an account's own, or one that AWS ships to all.
///
/// @param updated when the policy last got a version or another default version
/// @param defaultVersion the number of the version that counts
/// @param lastVersion the highest number ever given, since numbers are not given twice
/// @param attachable false for the policies that only service-linked roles have
public record ManagedPolicy(
        Arn arn,
        PolicyName name,
        IamPath path,
        String id,
        Instant created,
        Instant updated,
        Optional<String> description,
        List<Tag> tags,
        int defaultVersion,
        int lastVersion,
        boolean attachable) {
    private static final String AWS = "aws";

    /// One text of a policy.
    public record Version(int number, Instant created, String document) {
        public String id() {
            return "v" + number;
        }
    }

    /// How often an account uses a policy.
    public record Usage(int attachments, int boundaries) {
        public static final Usage NONE = new Usage(0, 0);

        public Usage plus(Usage other) {
            return new Usage(attachments + other.attachments, boundaries + other.boundaries);
        }
    }

    public static Arn arn(AccountId account, IamPath path, PolicyName name) {
        return Arn.iam(account, "policy" + path + name);
    }

    public static Arn awsArn(IamPath path, PolicyName name) {
        return new Arn("aws", "iam", "", AWS, "policy" + path + name);
    }

    /// Whether the ARN is that of a policy, existing or not.
    public static boolean isArn(Arn arn) {
        return arn.service().equals("iam")
                && arn.region().isEmpty()
                && (arn.account().equals(AWS) || AccountId.isValid(arn.account()))
                && arn.resource().startsWith("policy/");
    }

    static boolean isAws(Arn arn) {
        return arn.account().equals(AWS);
    }

    /// The last part of a policy's ARN.
    public static PolicyName nameIn(Arn arn) {
        return new PolicyName(arn.name());
    }

    public String defaultVersionId() {
        return "v" + defaultVersion;
    }

    public ManagedPolicy withTags(List<Tag> changed) {
        return changed(updated, changed, defaultVersion, lastVersion);
    }

    ManagedPolicy withVersion(int number, boolean asDefault, Instant now) {
        return changed(now, tags, asDefault ? number : defaultVersion, number);
    }

    ManagedPolicy withDefault(int number, Instant now) {
        return changed(now, tags, number, lastVersion);
    }

    private ManagedPolicy changed(Instant newUpdated, List<Tag> newTags, int newDefault, int newLast) {
        return new ManagedPolicy(
                arn, name, path, id, created, newUpdated, description, newTags, newDefault, newLast, attachable);
    }
}
