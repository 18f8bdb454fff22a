// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.template;

import static dev.lanyard.core.ec2.Ec2Fault.INVALID_LAUNCH_TEMPLATE_NAME_NOT_FOUND;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_LAUNCH_TEMPLATE_VERSION_NOT_FOUND;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_COMBINATION;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.ec2.Ec2Fault.MISSING_PARAMETER;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.text.Digits;
import dev.lanyard.core.ec2.ResourceId.LaunchTemplateId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import java.util.Optional;

/// Finds launch templates and their versions as requests name them.
public final class LaunchTemplates {
    private static final String DEFAULT = "$Default";
    private static final String LATEST = "$Latest";

    private final LaunchTemplateStore store;

    public LaunchTemplates(LaunchTemplateStore store) {
        this.store = store;
    }

    /// @throws Fault unless exactly one of id and name is given and there is such a template
    public LaunchTemplate template(Scope scope, Optional<LaunchTemplateId> id, Optional<String> name) {
        if (id.isPresent() && name.isPresent()) {
            throw INVALID_PARAMETER_COMBINATION.because(
                    "Either a launch template ID or a launch template name must be specified, but not both.");
        }
        if (id.isPresent()) {
            return store.find(scope, id.get())
                    .orElseThrow(
                            () -> ResourceType.LAUNCH_TEMPLATE.notFound(id.get().value()));
        }
        String wanted = name.orElseThrow(
                () -> MISSING_PARAMETER.because("The request must contain the parameter LaunchTemplateId"));
        return store.findNamed(scope, wanted)
                .orElseThrow(() -> INVALID_LAUNCH_TEMPLATE_NAME_NOT_FOUND.because(
                        "The specified launch template, with template name " + wanted + ", does not exist."));
    }

    /// @param version a number, `$Latest` or `$Default`; absent for the default version
    /// @throws Fault when there is no such version
    public TemplateVersion version(Scope scope, LaunchTemplate template, Optional<String> version) {
        long number = number(template, version.orElse(DEFAULT));
        return store.version(scope, template.id(), number).orElseThrow(() -> notFound(template, version.orElse("")));
    }

    static long number(LaunchTemplate template, String version) {
        return switch (version) {
            case DEFAULT -> template.defaultVersion();
            case LATEST -> template.latestVersion();
            default -> parse(version);
        };
    }

    private static long parse(String version) {
        return Digits.read(version, Long.MAX_VALUE)
                .orElseThrow(() -> INVALID_PARAMETER_VALUE.because("Invalid launch template version: either '$Default',"
                        + " '$Latest', or a numeric version are allowed."));
    }

    static Fault notFound(LaunchTemplate template, String version) {
        return INVALID_LAUNCH_TEMPLATE_VERSION_NOT_FOUND.because("Could not find the specified version " + version
                + " for the launch template with ID " + template.id() + ".");
    }
}
