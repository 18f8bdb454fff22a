// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.shared;

/// A tag of any resource. The value may be empty.
public record Tag(String key, String value) {}
