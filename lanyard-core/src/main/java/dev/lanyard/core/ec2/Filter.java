// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2;

import java.util.List;
import java.util.Optional;

/// One filter as a request states it.
public record Filter(Optional<String> name, List<String> values) {}
