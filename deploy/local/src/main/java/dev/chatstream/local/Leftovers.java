/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local;

import dev.chatstream.local.machine.DataFolder;
import dev.chatstream.local.machine.StartException;
import dev.chatstream.local.part.Part;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Children of a launcher that was killed: they notice by themselves and stop (see the lifeline), but that takes them a
 * moment in which the next start must not touch their data.
 */
final class Leftovers {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String FILE = "children";

    private Leftovers() {}

    /** Writes down which processes are running, with the time of their start, because process ids are used again. */
    static void remember(DataFolder data, Collection<Part> parts) {
        String lines = parts.stream()
                .filter(Part::alive)
                .flatMap(part -> ProcessHandle.of(part.pid()).stream())
                .map(child -> child.pid() + " " + startOf(child))
                .collect(Collectors.joining("\n"));
        data.write(FILE, lines);
    }

    /** Waits until no child of an earlier run is left. */
    static void await(DataFolder data, StartListener listener) {
        if (!Files.exists(data.path().resolve(FILE))) {
            return;
        }
        List<ProcessHandle> left =
                data.read(FILE).lines().flatMap(line -> running(line).stream()).toList();
        if (left.isEmpty()) {
            return;
        }
        listener.note("The last run ended abruptly; waiting for its parts to stop");
        for (ProcessHandle child : left) {
            waitFor(child);
        }
    }

    private static void waitFor(ProcessHandle child) {
        CompletableFuture<ProcessHandle> end = child.onExit();
        try {
            end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new StartException(
                    "process " + child.pid() + " of an earlier run is still there: stop it with kill " + child.pid(),
                    e);
        }
    }

    private static Optional<ProcessHandle> running(String line) {
        String[] words = line.split(" ");
        if (words.length != 2) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(words[0]))
                .filter(child -> startOf(child).equals(words[1]));
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }
}
