/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.drain;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log that a backlog has come to its end; a line in a while, however often the spool fills and empties. */
final class Backlog {
    private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final AtomicLong gone = new AtomicLong();
    private final AtomicLong beganNanos = new AtomicLong();
    private final AtomicLong endedNanos = new AtomicLong();
    private final LongSupplier nanoClock;
    private final Consumer<String> log;
    private long nextNanos;

    Backlog() {
        this(System::nanoTime, LOG::info);
    }

    /** Tells the time and writes lines by these means. */
    Backlog(LongSupplier nanoClock, Consumer<String> log) {
        this.nanoClock = nanoClock;
        this.log = log;
        this.nextNanos = nanoClock.getAsLong();
    }

    /** A hook has left the spool. */
    void left() {
        long now = nanoClock.getAsLong();
        if (gone.getAndIncrement() == 0) {
            beganNanos.set(now);
        }
        endedNanos.set(now);
    }

    /** Nothing waits, and nothing is under way. To be called often. */
    void empty() {
        long now = nanoClock.getAsLong();
        if (gone.get() == 0 || now - nextNanos < 0) {
            return;
        }
        nextNanos = now + PAUSE.toNanos();
        long hooks = gone.getAndSet(0);
        double seconds = (endedNanos.get() - beganNanos.get()) / 1e9;
        log.accept(String.format(
                Locale.ROOT, "the spool is drained: %d %s in %.1f s", hooks, hooks == 1 ? "hook" : "hooks", seconds));
    }
}
