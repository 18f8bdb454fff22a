// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.imds;

/// The version of the metadata service by which something is asked. Credentials carry it as `ec2:RoleDelivery`.
public enum Delivery {
    /// Without a session token.
    V1("1.0"),
    /// With a session token.
    V2("2.0");

    private final String number;

    Delivery(String number) {
        this.number = number;
    }

    @Override
    public String toString() {
        return number;
    }
}
