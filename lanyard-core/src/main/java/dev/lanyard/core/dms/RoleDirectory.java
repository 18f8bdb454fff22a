// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.arn.Region;
import java.util.List;

/// What DMS asks of IAM. A [dev.lanyard.aws.fault.Fault] that a method throws is IAM's answer that it cannot tell.
public interface RoleDirectory {
    enum Trust {
        NO_SUCH_ROLE,
        REFUSED,
        GRANTED
    }

    /// Whether the role lets any of the services assume it.
    ///
    /// @param services principals such as `dms.amazonaws.com`
    /// @param region where they would
    Trust trust(Arn role, List<String> services, Region region);
}
