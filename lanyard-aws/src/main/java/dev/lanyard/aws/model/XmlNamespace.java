// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.model;

/// A namespace declared on an element. The prefix is empty for the default namespace.
public record XmlNamespace(String prefix, String uri) {}
