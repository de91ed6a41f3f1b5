/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder with everything a local pipeline keeps, locked while it is in use.
 *
 * <p>The file that is locked also tells that a pipeline has made the folder. It is written into empty folders only, so
 * that what a wipe deletes is never anybody else's.
 */
public final class DataFolder implements AutoCloseable {
    /** All that a pipeline writes, except the marker; nothing else in the folder is ever deleted. */
    private static final List<String> OWN =
            List.of("kafka", "registry", "gateway", "processor", "config", "logs", "samples", "children");

    private static final String MARKER = ".chatstream";

    /**
     * What a path may consist of besides letters and digits of any script. It goes into a class path, a list of log
     * folders, a JDBC URL, HOCON and lines for a shell, and each gives a meaning to other characters.
     */
    private static final Pattern USABLE_PATH = Pattern.compile("[\\p{L}\\p{M}\\p{N}/ ._+@~()-]+");

    private final Path path;
    private final FileChannel lockFile;

    private DataFolder(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Locks the folder, making it when needed; one pipeline at a time may use it. A folder with other people's content
     * is refused before anything is written to it.
     */
    public static DataFolder open(Path folder) {
        Path path = usable("data folder", folder.toAbsolutePath().normalize());
        try {
            Files.createDirectories(path);
            if (!Files.exists(path.resolve(MARKER), LinkOption.NOFOLLOW_LINKS) && !isEmpty(path)) {
                throw new StartException("data folder " + path + " is not empty, and no local run has made it:"
                        + " choose a new or an empty folder with --data");
            }
            FileChannel channel = FileChannel.open(
                    path.resolve(MARKER), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                String owner = Files.readString(path.resolve(MARKER)).strip();
                channel.close();
                throw new StartException("data folder " + path + " is in use by another local run (process " + owner
                        + "): stop that one or choose another folder with --data");
            }
            channel.truncate(0);
            channel.write(StandardCharsets.US_ASCII.encode(
                    Long.toString(ProcessHandle.current().pid())));
            return new DataFolder(path, channel);
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    /** The path, unless it has characters with a meaning of their own in what it becomes part of. */
    static Path usable(String what, Path path) {
        if (!USABLE_PATH.matcher(path.toString()).matches()) {
            throw new StartException(what + " " + path + " has characters that cannot be used in it (what can: letters,"
                    + " digits, spaces and / . _ - + @ ~ ( )): choose another place");
        }
        return path;
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    /** Says which file or folder is in the way. */
    private static StartException unusable(Path path, IOException e) {
        String reason = e instanceof FileAlreadyExistsException ? "a file is in its place" : e.toString();
        return new StartException("data folder: " + path + " cannot be used: " + reason, e);
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    public Path path() {
        return path;
    }

    /** A folder below this one, made when needed. */
    public Path folder(String name) {
        Path folder = path.resolve(name);
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    public Path log(String name) {
        return folder("logs").resolve(name + ".log");
    }

    /** Writes a file below this folder. */
    public Path write(String name, String content) {
        Path file = path.resolve(name);
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /** Content of a file below this folder, without white space around it. */
    public String read(String name) {
        Path file = path.resolve(name);
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /** Deletes what earlier runs have left here. */
    public void wipe() {
        OWN.forEach(name -> deleteTree(path.resolve(name)));
    }

    /** Keeps the logs of the last run as {@code *.log.1}, so that each run starts with empty ones. */
    public void rotateLogs() {
        Path folder = folder("logs");
        try (Stream<Path> logs = Files.list(folder)) {
            for (Path log :
                    logs.filter(file -> file.toString().endsWith(".log")).toList()) {
                Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    static void deleteTree(Path tree) {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> entries = Files.walk(tree)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        } catch (IOException e) {
            throw unusable(tree, e);
        }
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
