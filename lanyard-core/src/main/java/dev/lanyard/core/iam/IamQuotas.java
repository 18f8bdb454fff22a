// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

/// How much of everything one account may have (behaviour: IAM quotas that AWS publishes in GetAccountSummary).
public record IamQuotas(int instanceProfiles, int roles, int trustPolicySize, int tags) {
    public static final IamQuotas AWS = new IamQuotas(1000, 1000, 2048, 50);
}
