// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import java.util.Optional;

/// Codes of MFA devices. Lanyard has no devices, so no code can be right.
final class OneTimeCodes {
    private OneTimeCodes() {}

    static void refuse(Optional<String> serialNumber, Optional<String> tokenCode) {
        if (serialNumber.isPresent() || tokenCode.isPresent()) {
            throw StsFault.ACCESS_DENIED.because(
                    "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
        }
    }
}
