/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that spools is killed without warning, as by a loss of power to it alone. */
class SpoolCrashIT {
    private static final int CRASHES = 3;
    private static final int BODIES = 500;

    @TempDir
    private Path folder;

    /** Lets another process append until so many were answered, and kills it. */
    private Set<String> appendAndCrash() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingSpool.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Set<String> answered = new HashSet<>();
        try (BufferedReader out = process.inputReader()) {
            String line = out.readLine();
            while (line != null) {
                if (line.startsWith("body ")) {
                    answered.add(line);
                }
                if (answered.size() == BODIES) {
                    // through the handle: that leaves open what the process has printed
                    process.toHandle().destroyForcibly();
                }
                line = out.readLine();
            }
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return answered;
    }

    @Test
    void losesNothingThatWasAnswered() throws Exception {
        for (int crash = 0; crash < CRASHES; crash++) {
            // Given
            Set<String> answered = appendAndCrash();
            assertThat(answered).hasSizeGreaterThanOrEqualTo(BODIES);

            // When
            try (RunningSpool again = new RunningSpool(folder)) {
                // Then
                assertThat(again.spool.state().damaged()).isZero();
                List<String> found = again.bodies();
                assertThat(new HashSet<>(found)).containsAll(answered);
                again.removeAll();
            }
        }
    }

    @Test
    void setsTheDatabaseAsideWhenItsLogIsDamaged() throws Exception {
        // Given
        appendAndCrash();
        Path log = folder.resolve("spool.db-wal");
        assertThat(Files.size(log)).isGreaterThan(200_000);
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.seek(100_000);
            file.write("damage".getBytes(StandardCharsets.US_ASCII));
        }

        // When
        try (RunningSpool again = new RunningSpool(folder)) {
            // Then
            assertThat(again.spool.state().damaged()).isEqualTo(1);
            assertThat(again.append("goes on")).isEqualTo(new Spooling.Spooled());
        }
    }
}
