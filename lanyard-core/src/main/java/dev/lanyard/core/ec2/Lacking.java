// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2;

import static dev.lanyard.core.ec2.Ec2Fault.UNSUPPORTED;
import static dev.lanyard.core.ec2.Ec2Fault.UNSUPPORTED_OPERATION;

import dev.lanyard.aws.fault.Fault;

/// Refusals of what Lanyard has not, where doing without it would not be what the caller asked for.
public final class Lacking {
    private Lacking() {}

    /// @throws Fault when IPv6 is wanted
    public static void requireNoIpv6(boolean wanted) {
        if (wanted) {
            throw UNSUPPORTED_OPERATION.because("IPv6 is not available.");
        }
    }

    /// @throws Fault when a spot instance is wanted, or another that is not on demand
    public static void requireOnDemand(boolean otherwise) {
        if (otherwise) {
            throw UNSUPPORTED.because("The requested configuration is currently not supported. Please check the"
                    + " documentation for supported configurations.");
        }
    }
}
