// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamFault.VALIDATION_ERROR;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.shared.Tag;
import java.time.Instant;
import java.util.List;

/// An OpenID Connect issuer whose tokens roles may trust.
///
/// @param url without its scheme
public record OidcProvider(
        AccountId account,
        String url,
        Instant created,
        List<String> clientIds,
        List<String> thumbprints,
        List<Tag> tags) {
    private static final String TYPE = "oidc-provider/";

    public Arn arn() {
        return arn(account, url);
    }

    public static Arn arn(AccountId account, String url) {
        return Arn.iam(account, TYPE + url);
    }

    /// Reads what a caller gave as the ARN of a provider.
    static Arn arn(String text) {
        return Arn.parse(text)
                .filter(arn -> arn.service().equals("iam") && arn.resource().startsWith(TYPE))
                .orElseThrow(() -> VALIDATION_ERROR.because("Invalid ARN: " + text));
    }

    static String urlIn(Arn arn) {
        return arn.resource().substring(TYPE.length());
    }

    OidcProvider withClientIds(List<String> changed) {
        return new OidcProvider(account, url, created, changed, thumbprints, tags);
    }

    OidcProvider withThumbprints(List<String> changed) {
        return new OidcProvider(account, url, created, clientIds, changed, tags);
    }

    OidcProvider withTags(List<Tag> changed) {
        return new OidcProvider(account, url, created, clientIds, thumbprints, changed);
    }
}
