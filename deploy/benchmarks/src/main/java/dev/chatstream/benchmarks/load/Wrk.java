/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks.load;

import dev.chatstream.local.machine.StartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The load generator wrk, with one thread: it needs far less of a processor than what it loads. */
public final class Wrk {
    private final Path script;
    private final Path body;

    /**
     * Makes ready to send.
     *
     * @param script what wrk sends and prints
     * @param body file with the hook
     */
    public Wrk(Path script, Path body) {
        this.script = script;
        this.body = body;
    }

    /** Fails, saying what to do, when there is no wrk. */
    public static String version() {
        try {
            return run(List.of("wrk", "--version"))
                    .lines()
                    .findFirst()
                    .orElse("wrk")
                    .replaceAll(" \\[.*", "")
                    .strip();
        } catch (UncheckedIOException e) {
            throw new StartException(
                    "wrk, which sends the load, is missing: install it (Debian: apt-get install wrk)", e);
        }
    }

    /** Sends the load for that long. */
    public LoadResult send(URI url, Load load, Duration duration) {
        List<String> command = new ArrayList<>(List.of(
                "wrk",
                "--threads",
                "1",
                "--connections",
                Integer.toString(load.connections()),
                "--duration",
                duration.toSeconds() + "s",
                "--timeout",
                "10s",
                "--script",
                script.toString(),
                url.toString(),
                "--",
                body.toString()));
        if (load.connectionPerHook()) {
            command.add("close");
        }
        return LoadResult.parse(run(command));
    }

    private static String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
