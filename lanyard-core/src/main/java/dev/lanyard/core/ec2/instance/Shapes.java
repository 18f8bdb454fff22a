// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_COMBINATION;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_VALUE;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.core.ec2.catalogue.InstanceType;
import dev.lanyard.core.ec2.catalogue.InstanceTypes;
import dev.lanyard.core.ec2.instance.Instance.Settings;
import java.util.Optional;

/// What the type of an instance makes of its settings.
public final class Shapes {
    /// What AWS takes where neither request nor template names a type.
    private static final String DEFAULT = "m1.small";

    private final InstanceTypes types;

    public Shapes(InstanceTypes types) {
        this.types = types;
    }

    /// @throws Fault `InvalidParameterValue`
    InstanceType named(Optional<String> name) {
        String wanted = name.orElse(DEFAULT);
        return types.find(wanted)
                .orElseThrow(() -> INVALID_PARAMETER_VALUE.because("Invalid value '" + wanted + "' for InstanceType."));
    }

    boolean isBurstable(Instance instance) {
        return types.find(instance.settings().type())
                .map(InstanceType::burstable)
                .orElse(false);
    }

    boolean isNitro(Instance instance) {
        return types.find(instance.settings().type()).map(InstanceType::nitro).orElse(true);
    }

    /// The CPU credits of an instance of the type; nothing for types that do not burst.
    ///
    /// @throws Fault when credits are asked for that the type cannot have
    Optional<String> credits(InstanceType type, Optional<String> wanted) {
        if (!type.burstable()) {
            if (wanted.isPresent()) {
                throw INVALID_PARAMETER_COMBINATION.because("The parameter CreditSpecification is not supported for"
                        + " instance type '" + type.name() + "'.");
            }
            return Optional.empty();
        }
        return Optional.of(checkedCredits(wanted.orElse(type.defaultCredits())));
    }

    static String checkedCredits(String credits) {
        if (!credits.equals("standard") && !credits.equals("unlimited")) {
            throw INVALID_PARAMETER_VALUE.because(
                    "Invalid value '" + credits + "' for CpuCredits. Valid values are: standard, unlimited.");
        }
        return credits;
    }

    Settings resized(Settings settings, String name) {
        InstanceType type = named(Optional.of(name));
        return new Settings(
                type.name(),
                type.cores(),
                type.threadsPerCore(),
                settings.protection(),
                settings.ebsOptimized(),
                settings.enclave(),
                settings.hibernation(),
                settings.autoRecovery(),
                credits(type, settings.credits().filter(_ -> type.burstable())),
                settings.naming());
    }
}
