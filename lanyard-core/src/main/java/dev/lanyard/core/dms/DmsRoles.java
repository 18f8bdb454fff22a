// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import static dev.lanyard.core.dms.DmsFault.ACCESS_DENIED;
import static dev.lanyard.core.dms.DmsFault.INVALID_PARAMETER_VALUE;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.fault.FaultCode;
import dev.lanyard.core.dms.RoleDirectory.Trust;
import java.util.List;
import java.util.function.Supplier;

/// The roles that DMS takes on: the one with the fixed name `dms-vpc-role`, and those that resources name.
final class DmsRoles {
    private final RoleDirectory roles;

    DmsRoles(RoleDirectory roles) {
        this.roles = roles;
    }

    /// DMS works in a VPC only through its role, which must be there.
    void requireVpcRole(Place place) {
        if (vpcRole(place) != Trust.GRANTED) {
            throw refused(vpcRoleArn(place));
        }
    }

    /// What stands in a VPC already may be looked at and taken away when the role is gone, but not when the role is
    /// there and turns DMS away.
    void requireVpcRoleIfAny(Place place) {
        if (vpcRole(place) == Trust.REFUSED) {
            throw refused(vpcRoleArn(place));
        }
    }

    private Trust vpcRole(Place place) {
        return trust(vpcRoleArn(place), place);
    }

    private static Arn vpcRoleArn(Place place) {
        return Arn.iam(place.account(), "role/dms-vpc-role");
    }

    private static Fault refused(Arn role) {
        return ACCESS_DENIED.because("The IAM Role " + role + " is not configured properly.");
    }

    /// The role must exist in the account and trust DMS.
    ///
    /// @param refusal what to answer when it does not
    void requireTrusted(String text, Place place, FaultCode refusal) {
        Arn role = Arn.parse(text)
                .filter(arn -> arn.service().equals("iam")
                        && arn.region().isEmpty()
                        && arn.resource().startsWith("role/"))
                .orElseThrow(() -> INVALID_PARAMETER_VALUE.because(text + " is not the ARN of an IAM role."));
        boolean usable = role.account().equals(place.account().value()) && trust(role, place) == Trust.GRANTED;
        if (!usable) {
            throw refusal.because("DMS could not use the role " + role + ": it must exist and trust DMS.");
        }
    }

    private Trust trust(Arn role, Place place) {
        List<String> services = List.of(
                "dms.amazonaws.com", "schema-conversion.dms.amazonaws.com", "dms." + place.region() + ".amazonaws.com");
        return asked("IAM", () -> roles.trust(role, services, place.region()));
    }

    /// The answer of another service. If it fails, so does what depends on it.
    static <T> T asked(String service, Supplier<T> question) {
        try {
            return question.get();
        } catch (Fault failure) {
            throw DmsFault.FAILED_DEPENDENCY.because(
                    "A service that DMS depends on failed: " + service + " said: " + failure.getMessage());
        }
    }
}
