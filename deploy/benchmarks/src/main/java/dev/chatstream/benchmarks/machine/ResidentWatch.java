/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks.machine;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at a process's memory again and again and remembers the most. */
public final class ResidentWatch implements AutoCloseable {
    private static final long PAUSE_MILLIS = 100;

    private final long pid;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private volatile double most;

    public ResidentWatch(long pid) {
        this.pid = pid;
        var unused = thread.scheduleAtFixedRate(this::look, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        most = Math.max(most, ProcessUse.residentMegabytes(pid));
    }

    /** MiB, at most, so far. */
    public double mostMegabytes() {
        return most;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
