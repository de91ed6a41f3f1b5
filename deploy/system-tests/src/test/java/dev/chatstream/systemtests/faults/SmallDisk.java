/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A file system of a few mebibytes in memory, that is full to the last byte soon. Where this process may not mount one,
 * the spool's own limit stands in for it.
 */
final class SmallDisk implements AutoCloseable {
    private static final int MEBIBYTES = 24;

    private final Path folder;
    private final boolean mounted;
    /** Runs when the test is interrupted; whatever still uses the disk then, no other may see it any more. */
    private final Thread atExit;

    private SmallDisk(Path folder, boolean mounted) {
        this.folder = folder;
        this.mounted = mounted;
        this.atExit = new Thread(() -> run("umount", "-l", folder.toString()));
    }

    static SmallDisk at(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
            // of a test that was killed
            run("umount", absolute.toString());
            boolean mounted =
                    run("mount", "-t", "tmpfs", "-o", "size=" + MEBIBYTES + "m", "tmpfs", absolute.toString());
            SmallDisk disk = new SmallDisk(absolute, mounted);
            if (mounted) {
                Runtime.getRuntime().addShutdownHook(disk.atExit);
            }
            return disk;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Settings of a gateway that fills it. */
    Map<String, String> settings() {
        return mounted
                ? Map.of("spool.dir", folder.resolve("spool").toString(), "spool.min.free", "0")
                : Map.of("spool.max.bytes", MEBIBYTES + "MiB");
    }

    /** What it is, for the table. */
    String kind() {
        return mounted ? "tmpfs of " + MEBIBYTES + " MiB" : "spool.max.bytes=" + MEBIBYTES + "MiB, may not mount";
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        if (mounted) {
            if (!run("umount", folder.toString())) {
                throw new AssertionError(folder + " cannot be unmounted");
            }
            Runtime.getRuntime().removeShutdownHook(atExit);
        }
    }
}
