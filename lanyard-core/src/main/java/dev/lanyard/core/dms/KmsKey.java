// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;

/// The ARN of a key. There is no KMS to ask, so that a key exists when its ARN is well-formed and of this region; keys
/// of other accounts may be shared.
final class KmsKey {
    private KmsKey() {}

    static void requireAccessible(Place place, String text) {
        boolean good = Arn.parse(text)
                .filter(arn -> arn.service().equals("kms")
                        && arn.region().equals(place.region().value())
                        && AccountId.isValid(arn.account())
                        && isKey(arn.resource()))
                .isPresent();
        if (!good) {
            throw DmsFault.KMS_KEY_NOT_ACCESSIBLE.because("KMS key " + text + " cannot be used.");
        }
    }

    private static boolean isKey(String resource) {
        if (resource.startsWith("alias/")) {
            return resource.length() > "alias/".length();
        }
        return resource.startsWith("key/")
                && resource.length() > "key/".length()
                && resource.chars()
                        .skip("key/".length())
                        .allMatch(c ->
                                c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
    }
}
