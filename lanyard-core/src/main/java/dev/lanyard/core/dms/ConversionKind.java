// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

/// What a request of schema conversion asks for.
public enum ConversionKind {
    IMPORT("LOADING_METADATA"),
    ASSESSMENT("ANALYZING"),
    CONVERSION("CONVERTING"),
    EXPORT_AS_SCRIPT("IN_PROGRESS"),
    EXPORT_TO_TARGET("APPLYING"),
    EXTENSION_PACK("APPLYING"),
    CREATION("IN_PROGRESS");

    private final String step;

    ConversionKind(String step) {
        this.step = step;
    }

    /// What its progress shows while it runs.
    String step() {
        return step;
    }
}
