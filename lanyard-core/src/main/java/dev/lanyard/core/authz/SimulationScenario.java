// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.authz;

import static dev.lanyard.core.iam.IamFault.INVALID_INPUT;

import dev.lanyard.aws.arn.Arn;
import java.util.List;
import java.util.Map;

/// The resources that a simulated launch of EC2 instances must name, by how the instances are to run.
final class SimulationScenario {
    private static final Map<String, List<String>> TYPES = Map.of(
            "EC2-VPC-InstanceStore",
            List.of("instance", "image", "security-group", "network-interface"),
            "EC2-VPC-InstanceStore-Subnet",
            List.of("instance", "image", "security-group", "network-interface", "subnet"),
            "EC2-VPC-EBS",
            List.of("instance", "image", "security-group", "network-interface", "volume"),
            "EC2-VPC-EBS-Subnet",
            List.of("instance", "image", "security-group", "network-interface", "subnet", "volume"));

    private SimulationScenario() {}

    static void require(String option, List<String> resources) {
        List<String> types = TYPES.get(option);
        if (types == null) {
            throw INVALID_INPUT.because("Invalid ResourceHandlingOption: " + option);
        }
        for (String type : types) {
            if (resources.stream().noneMatch(resource -> isOf(type, resource))) {
                throw INVALID_INPUT.because(
                        "The ResourceHandlingOption " + option + " requires a resource of the type " + type + ".");
            }
        }
    }

    private static boolean isOf(String type, String resource) {
        return resource.equals("*")
                || Arn.parse(resource)
                        .filter(arn ->
                                arn.service().equals("ec2") && arn.resource().startsWith(type + '/'))
                        .isPresent();
    }
}
