/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.failure;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Counts which share of the recent records of this instance cannot be read. When it is too large the fault is likely
 * not in the records but in a schema, a key or a setting, and going on would empty the whole topic into the dead-letter
 * topic. Shared by all stream threads.
 */
public final class DlqBreaker {
    private static final int SLICES = 20;

    private final double share;
    private final int minimum;
    private final Duration window;
    private final long sliceNanos;
    private final LongSupplier nanoTime;
    private final long[] read = new long[SLICES];
    private final long[] unreadable = new long[SLICES];
    private long newest;

    /**
     * Closed, with nothing counted.
     *
     * @param share opens when more than this share is unreadable
     * @param minimum records without which a share says nothing
     * @param window how far back records count, to a twentieth of it
     * @param nanoTime a clock that never steps back
     */
    public DlqBreaker(double share, int minimum, Duration window, LongSupplier nanoTime) {
        this.share = share;
        this.minimum = minimum;
        this.window = window;
        this.sliceNanos = window.toNanos() / SLICES;
        this.nanoTime = nanoTime;
        this.newest = nanoTime.getAsLong() / sliceNanos;
    }

    /** A record could be read. */
    public synchronized void read() {
        read[now()]++;
    }

    /**
     * A record cannot be read.
     *
     * @throws Open when it, too, must not go to the dead-letter topic
     */
    public synchronized void unreadable() {
        unreadable[now()]++;
        long bad = sum(unreadable);
        long all = bad + sum(read);
        if (all >= minimum && bad > share * all) {
            throw new Open(bad, all, window);
        }
    }

    /** Share of the recent records that could not be read; 0 when there were none. */
    public synchronized double recentShare() {
        int unused = now();
        long bad = sum(unreadable);
        long all = bad + sum(read);
        return all == 0 ? 0 : (double) bad / all;
    }

    private int now() {
        long slice = nanoTime.getAsLong() / sliceNanos;
        for (long passed = Math.max(newest + 1, slice - SLICES + 1); passed <= slice; passed++) {
            read[Math.floorMod(passed, SLICES)] = 0;
            unreadable[Math.floorMod(passed, SLICES)] = 0;
        }
        newest = Math.max(newest, slice);
        return Math.floorMod(newest, SLICES);
    }

    private static long sum(long[] slices) {
        long sum = 0;
        for (long slice : slices) {
            sum += slice;
        }
        return sum;
    }

    /** Thrown instead of writing more to the dead-letter topic; ends the program. */
    public static final class Open extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Open(long unreadable, long all, Duration window) {
            super(
                    unreadable + " of the last " + all + " hooks (" + window.toSeconds() + " s) cannot be read, so the"
                            + " fault is likely not theirs. Look at the headers of the dead-letter topic and at who"
                            + " writes to hook.v1; if they are to go to the dead-letter topic all the same, start with"
                            + " dlq.breaker.share = 1. Those of the transaction under way are not committed and come"
                            + " again",
                    null,
                    false,
                    false);
        }
    }
}
