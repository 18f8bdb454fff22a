// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import java.util.List;
import java.util.Optional;

/// The OpenID Connect providers that accounts have registered.
public interface ProviderDirectory {
    /// @param url without its scheme, as condition keys name it
    /// @param clientIds the audiences that are accepted
    record Provider(Arn arn, String url, List<String> clientIds) {}

    /// @param url without its scheme
    Optional<Provider> provider(AccountId account, String url);
}
