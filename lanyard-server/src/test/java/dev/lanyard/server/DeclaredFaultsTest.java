// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.fault.FaultCode;
import dev.lanyard.core.op.Dispatcher.Bound;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Faults that operations declare are those that AWS's models list, as far as they list any: EC2's does not.
class DeclaredFaultsTest {
    /// What AWS answers all the same.
    private static final Set<String> NOT_LISTED = Set.of(
            "AssumeRole InvalidParameterValue",
            "AssumeRoleWithWebIdentity InvalidParameterValue",
            "CreateRole NoSuchEntity",
            "DeleteServiceLinkedRole InvalidInput",
            "DescribeExtensionPackAssociations ResourceNotFoundFault",
            "GetFederationToken InvalidParameterValue");

    @Test
    void everyDeclaredFaultIsKnownToTheModel() {
        Set<String> unknown = new TreeSet<>();
        try (Wire wire = Wire.start()) {
            for (Bound<?, ?> bound : wire.lanyard().operations().all()) {
                List<String> listed = bound.model().errors();
                if (!bound.operation().service().name().equals("ec2")) {
                    bound.operation().faults().stream()
                            .map(FaultCode::code)
                            .filter(code -> !listed.contains(code))
                            .forEach(code -> unknown.add(bound.operation().name() + " " + code));
                }
            }
        }
        assertThat(unknown).containsExactlyInAnyOrderElementsOf(NOT_LISTED);
    }
}
