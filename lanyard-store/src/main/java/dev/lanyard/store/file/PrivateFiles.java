// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import java.util.regex.Pattern;

/// Files and directories that only the user of this process may read or write, whatever the umask is. A link stands for
/// what it points to. On a file system without POSIX permissions nothing is set and nothing refused.
public final class PrivateFiles {
    private static final Set<PosixFilePermission> OF_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OF_DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

    private PrivateFiles() {}

    /// Makes the directory, and those above it, unless it is there.
    public static void makeDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            Files.createDirectory(directory, attributes(parent, OF_DIRECTORY));
            narrow(directory, OF_DIRECTORY);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    /// Makes an empty file unless it is there.
    public static void makeFile(Path file) throws IOException {
        try {
            create(file).close();
        } catch (FileAlreadyExistsException _) {
            // Judged by requirePrivate.
        }
    }

    /// Makes a file that nobody else has made, and opens it for writing.
    ///
    /// @throws FileAlreadyExistsException when it exists, be it as a link that leads nowhere
    public static FileChannel create(Path file) throws IOException {
        Set<OpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        FileChannel channel =
                FileChannel.open(file, fresh, attributes(file.toAbsolutePath().getParent(), OF_FILE));
        try {
            narrow(file, OF_FILE);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /// Refuses a file or directory that exists and that other users can read or write, or that belongs to one of them.
    ///
    /// @param what how to call it in the sentence, such as `The data directory`
    /// @param remedy the command that makes it private again
    public static void requirePrivate(Path path, String what, String remedy) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view == null || !Files.exists(path)) {
            return;
        }
        PosixFileAttributes attributes = view.readAttributes();
        if (!OF_DIRECTORY.containsAll(attributes.permissions())) {
            throw new NotPrivateException(what + " " + path + " is open to other users ("
                    + PosixFilePermissions.toString(attributes.permissions()) + "): run `" + remedy
                    + "` and start again.");
        }
        UserPrincipal user = user();
        if (!attributes.owner().equals(user)) {
            throw new NotPrivateException(what + " " + path + " belongs to the user "
                    + attributes.owner().getName() + ", and this server runs as " + user.getName()
                    + ": run it as that user, or change the owner with chown.");
        }
    }

    /// A path as a word for a shell.
    public static String quoted(Path path) {
        String text = path.toString();
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /// Whoever owns what this process makes. A name would not do: a container's user may have none.
    private static UserPrincipal user() throws IOException {
        Path probe = Files.createTempFile("lanyard", null);
        try {
            return Files.getOwner(probe);
        } finally {
            Files.delete(probe);
        }
    }

    private static FileAttribute<?>[] attributes(Path in, Set<PosixFilePermission> permissions) {
        return isPosix(in)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    /// A umask may have taken from the owner what was asked for.
    private static void narrow(Path path, Set<PosixFilePermission> permissions) throws IOException {
        if (isPosix(path)) {
            Files.setPosixFilePermissions(path, permissions);
        }
    }

    private static boolean isPosix(Path path) {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
    }
}
