// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.model;

import java.util.List;
import java.util.Optional;

/// One operation of a service.
///
/// @param resultWrapper the element around the output's members in the query protocol
/// @param errors the codes of the errors that the operation declares
public record OperationModel(
        String name,
        Optional<Structure> input,
        Optional<Structure> output,
        Optional<String> resultWrapper,
        List<String> errors) {}
