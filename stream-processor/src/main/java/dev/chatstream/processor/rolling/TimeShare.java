/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.rolling;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Divides a share of the stream threads' time among all tasks, so that hooks always have the rest. */
public final class TimeShare {
    /** What is not used is saved for so long only: a task that was idle may not hold up the others. */
    private static final long SAVED_NANOS = 1_000_000_000L;

    private final double share;
    private final int threads;
    private final LongSupplier nanoClock;
    private final AtomicInteger tasks = new AtomicInteger();

    /**
     * @param share of the time of each thread, above 0, at most 1
     * @param nanoClock as {@link System#nanoTime}
     */
    public TimeShare(double share, int threads, LongSupplier nanoClock) {
        this.share = share;
        this.threads = threads;
        this.nanoClock = nanoClock;
    }

    /** The part of one task, which begins with what may be saved. */
    public Part join() {
        tasks.incrementAndGet();
        return new Part();
    }

    private double rate() {
        return share * Math.min(1, (double) threads / Math.max(1, tasks.get()));
    }

    /** What one task may use. What it overdraws, because a piece of work took long, it has to wait for. */
    public final class Part {
        private long measuredAt = nanoClock.getAsLong();
        private double balance = rate() * SAVED_NANOS;
        private boolean working;

        private Part() {}

        /** Work begins. */
        public void begin() {
            measure();
            working = true;
        }

        /** Whether there is time for another piece of work. */
        public boolean left() {
            measure();
            return balance > 0;
        }

        /** Work ends for now. */
        public void end() {
            measure();
            working = false;
        }

        private void measure() {
            long now = nanoClock.getAsLong();
            long passed = now - measuredAt;
            measuredAt = now;
            balance = Math.min(balance + rate() * passed, rate() * SAVED_NANOS) - (working ? passed : 0);
        }

        /** The task ends; the others have its part. */
        public void leave() {
            tasks.decrementAndGet();
        }
    }
}
