// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

/// A resource of DMS.
///
/// @param <R> the resource itself
public interface Resource<R extends Resource<R>> {
    Head head();

    /// The same resource under another name or with other tags.
    R with(Head changed);
}
