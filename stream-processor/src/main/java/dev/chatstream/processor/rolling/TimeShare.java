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

    /** While a backlog is worked off, most of what would be computed is out of date before anybody has read it. */
    private static final double BACKLOG_SHARE = 0.1;

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
        private boolean behind;

        private Part() {}

        /**
         * Work begins.
         *
         * @param backlog whether hooks are waiting to be processed: then a tenth of the share has to do
         */
        public void begin(boolean backlog) {
            measure();
            behind = backlog;
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
            double rate = behind ? rate() * BACKLOG_SHARE : rate();
            balance = Math.min(balance + rate * passed, rate * SAVED_NANOS) - (working ? passed : 0);
        }

        /** The task ends; the others have its part. */
        public void leave() {
            tasks.decrementAndGet();
        }
    }
}
