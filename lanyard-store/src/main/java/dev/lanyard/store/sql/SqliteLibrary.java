// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sqlite.util.LibraryLoaderUtil;

/// The native half of the SQLite driver. At every start the driver unpacks it from its jar and compares the two byte by
/// byte, which is a fifth of what a start costs, unless the system property `org.sqlite.lib.path` names a folder that
/// has it.
public final class SqliteLibrary {
    private static final String FOLDER = "org.sqlite.lib.path";

    private SqliteLibrary() {}

    /// Puts the library into the folder that the property names, if it names one.
    public static void unpack() throws IOException {
        String folder = System.getProperty(FOLDER);
        if (folder == null) {
            return;
        }
        String name = LibraryLoaderUtil.getNativeLibName();
        String resource = LibraryLoaderUtil.getNativeLibResourcePath() + '/' + name;
        Path unpacked = Files.createTempFile(Path.of(folder), name, null);
        try (InputStream packed = LibraryLoaderUtil.class.getResourceAsStream(resource)) {
            if (packed == null) {
                throw new FileNotFoundException(resource);
            }
            Files.copy(packed, unpacked, StandardCopyOption.REPLACE_EXISTING);
            Files.move(unpacked, Path.of(folder, name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unpacked);
        }
    }
}
