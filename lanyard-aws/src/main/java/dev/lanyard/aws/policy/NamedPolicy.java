// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

/// @param name as an explanation shows it: a managed policy's name, or `role_{role}_{policy}` of an inline policy
public record NamedPolicy(String name, CompiledPolicy policy) {}
