// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.model;

/// How a service writes a point in time. All forms are understood on input.
public enum TimestampFormat {
    ISO_8601,
    EPOCH_SECONDS,
    HTTP_DATE
}
