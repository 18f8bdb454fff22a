// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.arn.AccountId;
import java.util.List;
import java.util.Optional;

/// Where the OpenID Connect providers of accounts are kept, by their URL without its scheme.
public interface OidcProviderStore {
    Optional<OidcProvider> find(AccountId account, String url);

    /// Must answer `false` and change nothing when the URL is taken.
    boolean insert(OidcProvider provider);

    /// Replaces client ids, thumbprints and tags.
    void update(OidcProvider provider);

    boolean delete(AccountId account, String url);

    /// By URL.
    List<OidcProvider> all(AccountId account);
}
