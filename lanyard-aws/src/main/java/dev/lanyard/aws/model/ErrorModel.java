// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.model;

import java.util.Optional;

/// An error that a service may answer with.
///
/// @param code the code on the wire, such as `NoSuchEntity`
/// @param status its HTTP status
/// @param shape the members it may carry; empty for errors that AWS's model does not declare
public record ErrorModel(String code, int status, Optional<Structure> shape) {}
