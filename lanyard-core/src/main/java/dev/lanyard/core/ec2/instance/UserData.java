// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.core.ec2.Ec2Fault;
import java.util.Base64;

/// The rules for what an instance is told at its launch.
final class UserData {
    private static final int MAX_BYTES = 16_384;

    private UserData() {}

    /// The same base64 text.
    ///
    /// @throws Fault when it is none, or too long
    static String checked(String base64) {
        byte[] content;
        try {
            content = Base64.getMimeDecoder().decode(strict(base64));
        } catch (IllegalArgumentException e) {
            throw Ec2Fault.INVALID_USER_DATA_MALFORMED.because("Invalid BASE64 encoding of user data.");
        }
        if (content.length > MAX_BYTES) {
            throw Ec2Fault.INVALID_PARAMETER_VALUE.because("User data is limited to " + MAX_BYTES + " bytes");
        }
        return base64;
    }

    /// Line breaks are fine, anything else outside the alphabet is not.
    private static String strict(String base64) {
        for (int i = 0; i < base64.length(); i++) {
            char c = base64.charAt(i);
            boolean known = (c >= 'A' && c <= 'Z')
                    || (c >= 'a' && c <= 'z')
                    || (c >= '0' && c <= '9')
                    || "+/=\r\n".indexOf(c) >= 0;
            if (!known) {
                throw new IllegalArgumentException("Not base64");
            }
        }
        return base64;
    }
}
