/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.part;

import dev.chatstream.local.machine.StartException;
import dev.chatstream.local.process.ChildProcess;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One part of a pipeline: a process that can be started, stopped, killed and started again. */
public final class Part {
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(100);
    private static final int LINES_SHOWN = 15;

    private final PartSpec spec;
    private final Consumer<Part> onUnexpectedEnd;
    private @Nullable ChildProcess process;
    private boolean endExpected;
    private boolean closed;

    /** A part that tells {@code onUnexpectedEnd} when its process ends without having been asked to. */
    Part(PartSpec spec, Consumer<Part> onUnexpectedEnd) {
        this.spec = spec;
        this.onUnexpectedEnd = onUnexpectedEnd;
    }

    public PartSpec spec() {
        return spec;
    }

    public PartName name() {
        return spec.name();
    }

    /** Starts the process; returns before it is ready. */
    public synchronized void start() {
        if (closed) {
            throw new StartException(name().label() + " was stopped while it started");
        }
        if (process != null && process.alive()) {
            throw new IllegalStateException(name().label() + " is running already");
        }
        spec.prepare().run();
        ChildProcess started = ChildProcess.start(spec.command(), spec.environment(), spec.log());
        process = started;
        endExpected = false;
        var unused = started.exit().thenRun(() -> ended(started));
    }

    private synchronized void ended(ChildProcess child) {
        if (child == process && !endExpected) {
            onUnexpectedEnd.accept(this);
        }
    }

    /** Waits until the part is ready; fails at once when its process ends. */
    public void awaitReady(Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        while (!spec.ready().getAsBoolean()) {
            if (endsWithin(BETWEEN_PROBES)) {
                throw new StartException(endMessage());
            }
            if (System.nanoTime() > deadline) {
                throw new StartException(
                        name().label() + " is not ready after " + within.toSeconds() + " s" + lastLines());
            }
        }
    }

    private boolean endsWithin(Duration time) {
        ChildProcess current;
        synchronized (this) {
            current = process;
        }
        return current == null || current.endsWithin(time);
    }

    public synchronized boolean alive() {
        return process != null && process.alive();
    }

    /** Process id of the running or last process. */
    public synchronized long pid() {
        if (process == null) {
            throw new IllegalStateException(name().label() + " was never started");
        }
        return process.pid();
    }

    /** Stops the process in good order and waits; it may be started again. */
    public void stop() {
        ChildProcess running = expectEnd();
        if (running != null) {
            running.stop(spec.stopWithin());
        }
    }

    /** Ends the process as a crash does and waits until it is gone; it may be started again. */
    public void kill() {
        ChildProcess running = expectEnd();
        if (running != null) {
            running.kill();
        }
    }

    /** Stops the process for good. */
    public void close() {
        synchronized (this) {
            closed = true;
        }
        stop();
    }

    private synchronized @Nullable ChildProcess expectEnd() {
        endExpected = true;
        return process != null && process.alive() ? process : null;
    }

    /** What to tell when the process has ended by itself. */
    public synchronized String endMessage() {
        String code = process == null || process.alive() ? "?" : String.valueOf(process.exitCode());
        return name().label() + " has ended by itself with exit code " + code + lastLines();
    }

    private synchronized String lastLines() {
        List<String> lines = process == null ? List.of() : process.lastLines(LINES_SHOWN);
        return "; last lines of " + spec.log() + ":\n  | " + String.join("\n  | ", lines);
    }
}
