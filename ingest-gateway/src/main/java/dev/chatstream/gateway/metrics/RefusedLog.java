/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log what senders were denied and why: one line in a while for all of it, not one for each. */
public final class RefusedLog {
    private static final Logger LOG = LoggerFactory.getLogger(RefusedLog.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final LongSupplier nanoClock;
    private final Consumer<String> log;
    private long nextNanos;

    RefusedLog() {
        this(System::nanoTime, words -> LOG.info("not taken: {}", words));
    }

    /** Tells the time and writes lines by these means. */
    RefusedLog(LongSupplier nanoClock, Consumer<String> log) {
        this.nanoClock = nanoClock;
        this.log = log;
        this.nextNanos = nanoClock.getAsLong();
    }

    /**
     * One more.
     *
     * @param source name of a configured source; empty when the sender is none of them
     */
    void add(String reason, String source) {
        counts.computeIfAbsent(source.isEmpty() ? reason : reason + " from " + source, key -> new LongAdder())
                .increment();
    }

    /** Writes the line when there is something to tell and the last one was some time ago. To be called often. */
    public void look() {
        long now = nanoClock.getAsLong();
        if (now - nextNanos < 0) {
            return;
        }
        Map<String, Long> told = new TreeMap<>();
        counts.forEach((what, count) -> told.merge(what, count.sumThenReset(), Long::sum));
        told.values().removeIf(count -> count == 0);
        if (!told.isEmpty()) {
            nextNanos = now + PAUSE.toNanos();
            log.accept(words(told));
        }
    }

    static String words(Map<String, Long> told) {
        StringJoiner words = new StringJoiner(", ");
        told.forEach((what, count) -> words.add(count + " x " + what));
        return words.toString();
    }
}
