// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.arn;

import java.util.Optional;

/// An Amazon resource name. `region` and `account` may be empty; `resource` is everything after the fifth colon.
public record Arn(String partition, String service, String region, String account, String resource) {

    /// Reads `arn:partition:service:region:account:resource`; empty when a part that must be there is missing.
    public static Optional<Arn> parse(String text) {
        String[] parts = text.split(":", 6);
        if (parts.length < 6 || !parts[0].equals("arn")) {
            return Optional.empty();
        }
        if (parts[1].isEmpty() || parts[2].isEmpty() || parts[5].isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]));
    }

    /// An ARN of IAM, which has no region.
    public static Arn iam(AccountId account, String resource) {
        return new Arn("aws", "iam", "", account.value(), resource);
    }

    public static Arn regional(String service, Region region, AccountId account, String resource) {
        return new Arn("aws", service, region.value(), account.value(), resource);
    }

    /// What comes after the last slash: the name of a resource that has a path.
    public String name() {
        return nameIn(resource);
    }

    /// The same of a text that ends like an ARN.
    public static String nameIn(String text) {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return "arn:" + partition + ':' + service + ':' + region + ':' + account + ':' + resource;
    }
}
