// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

/// Trust policies of the roles in these tests.
final class Trust {
    static final String EC2 = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
            "Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    static final String DMS = EC2.replace("ec2.amazonaws.com", "dms.amazonaws.com");

    private Trust() {}
}
