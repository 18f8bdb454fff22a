// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

/// The principals that trust policies name.
public final class TrustPrincipals {
    /// The document as it is stored.
    String bound(String document, IamQuotas quotas) {
        return document;
    }

    /// The document as reads show it.
    String shown(String stored) {
        return stored;
    }
}
