// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.model;

import java.util.List;
import java.util.Optional;

/// What a piece of input or output looks like. Shapes may be recursive, always through a [Structure].
///
/// Data of a shape is a plain tree: a structure is a `Map<String, Object>` from member name to value in the order of
/// the
/// model, a list is a `List<Object>`, a map a `Map<String, Object>`, and scalars are `String`, `Integer`, `Long`,
/// `Double`, `Boolean`, `Instant` and `byte[]`. A member that is absent has no entry; null occurs in sparse lists and
/// maps only.
public sealed interface Shape
        permits Structure,
                Shape.Text,
                Shape.Int,
                Shape.LongInt,
                Shape.Decimal,
                Shape.Bool,
                Shape.Timestamp,
                Shape.Blob,
                Shape.ListOf,
                Shape.MapOf {

    /// @param values the enumerated values in the order of the model; empty when the string is free
    record Text(Range length, Optional<TextPattern> pattern, List<String> values) implements Shape {}

    record Int(Range value) implements Shape {}

    record LongInt(Range value) implements Shape {}

    record Decimal(Range value) implements Shape {}

    record Bool() implements Shape {}

    record Timestamp(TimestampFormat format) implements Shape {}

    record Blob(Range length) implements Shape {}

    /// @param element what every element looks like; its wire names name one element
    /// @param sparse whether null is an element
    record ListOf(Member element, Range length, boolean sparse) implements Shape {}

    /// @param sparse whether null is a value
    record MapOf(Member key, Member value, Range length, boolean sparse) implements Shape {}
}
