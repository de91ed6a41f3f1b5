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
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks, before a start, at what there is in the folder of a spool; changes nothing. */
public final class SpoolCheckup {
    private SpoolCheckup() {}

    /**
     * Says what a start will find; nothing when nothing is there.
     *
     * @throws SpoolException when a start would fail, or would set a damaged database aside
     */
    public static Optional<String> found(Path folder) {
        Path database = SpoolFolder.database(folder);
        Path log = SpoolFolder.sibling(database, "-wal");
        if (isInUse(folder)) {
            return Optional.of("a gateway that runs uses it: if that is not this very one, choose another folder");
        }
        try {
            if (Files.exists(database)) {
                return Optional.of(SpoolLayout.look(database, log));
            }
            if (log.toFile().length() > 0) {
                throw new SQLException("there is a log without its database");
            }
            return Optional.empty();
        } catch (SQLException e) {
            throw new SpoolException(
                    "the spool's database " + database + " is damaged or cannot be read (" + e.getMessage()
                            + "); a start sets a damaged one aside and takes a fresh one; docs/gateway.md tells how to"
                            + " get its hooks back",
                    e);
        }
    }

    private static boolean isInUse(Path folder) {
        try (FileChannel channel = FileChannel.open(SpoolFolder.lockFile(folder), StandardOpenOption.WRITE);
                @Nullable FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            // by this very process
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new SpoolException(
                    "the folder " + folder + " (spool.dir) cannot be written to: " + e
                            + "; let the gateway's user write there, or choose another folder",
                    e);
        }
    }
}
