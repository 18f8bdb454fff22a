// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import dev.lanyard.core.ec2.Ec2Fault;
import java.util.Optional;
import java.util.stream.Stream;

/// A flag as attribute operations wrap it.
record AttributeValue(Optional<Boolean> value) {
    static Optional<AttributeValue> of(boolean value) {
        return Optional.of(new AttributeValue(Optional.of(value)));
    }

    boolean isOn() {
        return value.orElse(false);
    }

    /// @throws dev.lanyard.aws.fault.Fault unless exactly one attribute is to be changed
    static void requireOne(Optional<?>... attributes) {
        long given = Stream.of(attributes).filter(Optional::isPresent).count();
        if (given > 1) {
            throw Ec2Fault.INVALID_PARAMETER_COMBINATION.because("Fields for multiple attribute types specified");
        }
        if (given == 0) {
            throw Ec2Fault.INVALID_PARAMETER_COMBINATION.because("No attributes specified.");
        }
    }
}
