// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

/// Where a policy is attached, in the order in which AWS names the one to blame.
public enum PolicyType {
    IDENTITY("an identity-based policy", "identity-based policy"),
    PERMISSIONS_BOUNDARY("a permissions boundary", "permissions boundary"),
    SESSION("a session policy", "session policy"),
    RESOURCE("a resource-based policy", "resource-based policy"),
    ROLE_TRUST("the role trust policy", "role trust policy");

    final String withArticle;
    final String phrase;

    PolicyType(String withArticle, String phrase) {
        this.withArticle = withArticle;
        this.phrase = phrase;
    }

    /// As sentences call it, without an article.
    public String phrase() {
        return phrase;
    }
}
