/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A running child process with its log file. */
public final class ChildProcess {
    /**
     * Signals that a terminal sends to all its processes are ignored by the child, so that on Ctrl-C the parent alone
     * decides who stops when. A JVM leaves a signal alone that was ignored when it started.
     */
    private static final List<String> DEAF_TO_THE_TERMINAL =
            List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

    private static final List<String> FOREIGN_PREFIXES = List.of("CHATSTREAM_", "KAFKA_", "REGISTRY_", "QUARKUS_");
    private static final Set<String> FOREIGN = Set.of("JAVA_OPTS", "JDK_JAVA_OPTIONS", "CLASSPATH");

    private final Process process;
    private final Path log;

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts the command; what it prints is appended to {@code log}. */
    public static ChildProcess start(List<String> command, Map<String, String> environment, Path log) {
        List<String> deaf = new ArrayList<>(DEAF_TO_THE_TERMINAL);
        deaf.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(deaf)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(ChildProcess::isForeign);
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            return new ChildProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.get(0), e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Completes with the exit code when the process has ended. */
    public CompletableFuture<Integer> exit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Exit code of a process that has ended. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Asks the process to stop, waits, and kills it when it has not stopped within {@code grace}. */
    public void stop(Duration grace) {
        process.destroy();
        if (!endsWithin(grace)) {
            kill();
        }
    }

    /** Ends the process and whatever it started at once, as SIGKILL does, and waits until it is gone. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        endsWithin(Duration.ofSeconds(10));
    }

    /** Waits for the end of the process; an interrupt does not cut the wait short. */
    public boolean endsWithin(Duration time) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + time.toNanos();
        try {
            while (true) {
                try {
                    return process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    public Path log() {
        return log;
    }

    /** The last lines of the log, of those that fit in its last 64 KiB. */
    public List<String> lastLines(int count) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] end = new byte[(int) Math.min(file.length(), 64 * 1024)];
            file.seek(file.length() - end.length);
            file.readFully(end);
            List<String> lines = new String(end, StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException e) {
            return List.of("(log cannot be read: " + e.getMessage() + ")");
        }
    }

    /** Whether a variable would change a child behind its configuration's back. */
    private static boolean isForeign(String variable) {
        return FOREIGN_PREFIXES.stream().anyMatch(variable::startsWith) || FOREIGN.contains(variable);
    }
}
