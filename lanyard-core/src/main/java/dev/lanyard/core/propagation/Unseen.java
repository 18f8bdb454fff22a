// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.propagation;

import java.util.Optional;

/// What others still see of an entity of IAM that has changed.
///
/// @param entity names it within its account, as the writer likes; the same entity always by the same name
/// @param id the unique id of the role or user that bore the name, empty text when it has none
/// @param content what it was like, in the writer's words; empty when it did not exist
public record Unseen(String entity, String id, Optional<String> content) {}
