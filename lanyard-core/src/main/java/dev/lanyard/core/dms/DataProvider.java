// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import java.util.Map;
import java.util.Optional;

/// A database that a migration project reads or writes.
///
/// @param virtual whether there is no database behind it
/// @param settingsType the one key of the settings, which the engine decides
/// @param settings the members under that key: strings, whole numbers and flags, none absent
public record DataProvider(
        Head head,
        Optional<String> description,
        String engine,
        Optional<Boolean> virtual,
        String settingsType,
        Map<String, Object> settings)
        implements Resource<DataProvider> {

    @Override
    public DataProvider with(Head changed) {
        return new DataProvider(changed, description, engine, virtual, settingsType, settings);
    }
}
