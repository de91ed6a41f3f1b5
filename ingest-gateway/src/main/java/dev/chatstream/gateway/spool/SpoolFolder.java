/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder of a spool: one gateway's alone for as long as it is claimed. */
final class SpoolFolder implements AutoCloseable {
    private static final String DATABASE = "spool.db";
    private static final String OWNER_ONLY = "rw-------";
    private static final String DAMAGED = "spool-damaged-";
    private static final List<String> BESIDE = List.of("-wal", "-shm", "-journal");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final FileChannel lockFile;

    private SpoolFolder(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /**
     * Makes the folder where it is missing, and claims it.
     *
     * @throws SpoolException when it cannot be written to, or is another gateway's
     */
    static SpoolFolder claim(Path folder) {
        try {
            create(folder);
            FileChannel channel =
                    FileChannel.open(lockFile(folder), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new SpoolException(
                        "another gateway uses the folder " + folder + " (setting spool.dir); each needs one of its own",
                        null);
            }
            SpoolFolder claimed = new SpoolFolder(folder, channel);
            claimed.keepToItself();
            return claimed;
        } catch (IOException e) {
            throw new SpoolException(
                    "the folder " + folder + " (setting spool.dir) cannot be written to: " + e
                            + "; let the gateway's user write there, or choose another folder",
                    e);
        }
    }

    /** Hooks hold personal data: what is made here is for the gateway's user alone. */
    private static void create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (isPosix(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    /** Also in a folder, or with files, that an older version or somebody else made. */
    private void keepToItself() throws IOException {
        if (!isPosix(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> own = files.filter(
                            file -> file.getFileName().toString().startsWith("spool") && Files.isRegularFile(file))
                    .toList();
            for (Path file : own) {
                keepToOwner(file);
            }
        }
    }

    private static void keepToOwner(Path file) {
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(OWNER_ONLY));
        } catch (IOException e) {
            // somebody else's, who says who may read it: no reason not to start
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Makes the file that a new database begins as; SQLite gives those beside it the same permissions. */
    void beginUnfinished() throws IOException {
        if (isPosix(folder)) {
            Files.createFile(
                    unfinished(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // by this very process
            return null;
        }
    }

    static Path lockFile(Path folder) {
        return folder.resolve("spool.lock");
    }

    static Path database(Path folder) {
        return folder.resolve(DATABASE);
    }

    Path database() {
        return database(folder);
    }

    /** Where a new database is made, before it takes its name. */
    Path unfinished() {
        return folder.resolve(DATABASE + ".new");
    }

    /** Bytes that may still be written to this disk. */
    long free() {
        return folder.toFile().getUsableSpace();
    }

    /** Gives a file that is complete the name of the database. */
    void finish(Path made) throws IOException {
        Files.move(made, database(), StandardCopyOption.ATOMIC_MOVE);
        sync();
    }

    /** Deletes what an interrupted start left. */
    void deleteUnfinished() throws IOException {
        Files.deleteIfExists(unfinished());
        for (String suffix : BESIDE) {
            Files.deleteIfExists(sibling(unfinished(), suffix));
        }
    }

    /** Whether there is something that belongs to a database which is not there. */
    boolean hasRemains() {
        return !Files.exists(database())
                && BESIDE.stream()
                        .anyMatch(suffix -> sibling(database(), suffix).toFile().length() > 0);
    }

    /** Deletes the database; what would otherwise be taken for the next one's goes first. */
    void deleteDatabase() throws IOException {
        for (String suffix : BESIDE) {
            Files.deleteIfExists(sibling(database(), suffix));
        }
        Files.deleteIfExists(database());
        sync();
    }

    /** Gives the database, and what belongs to it, a name that nothing opens; says which. */
    Path setAside(Instant now) throws IOException {
        Path aside = folder.resolve(DAMAGED + STAMP.format(now) + ".db");
        move(database(), aside);
        for (String suffix : BESIDE) {
            move(sibling(database(), suffix), sibling(aside, suffix));
        }
        sync();
        return aside;
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            // there is not always a file of each kind
        }
    }

    /** Databases that were set aside and are still here. */
    long damaged() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(DAMAGED))
                    .map(name -> name.substring(0, name.lastIndexOf('.')))
                    .distinct()
                    .count();
        } catch (IOException e) {
            return 0;
        }
    }

    static Path sibling(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /** A new name survives a loss of power only once the folder is on disk; not every system can be asked for that. */
    private void sync() {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // then the system takes care of it by itself
        }
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            // the lock ends with the process at the latest
        }
    }
}
