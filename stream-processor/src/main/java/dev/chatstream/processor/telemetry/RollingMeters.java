/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How the rolling values keep up. */
public final class RollingMeters {
    private static final String WRITTEN = "chatstream.processor.rolling.written";

    private final Set<Backlog> backlogs = ConcurrentHashMap.newKeySet();
    private final Counter looks;
    private final Counter values;
    private final Counter tombstones;

    public RollingMeters(MeterRegistry registry) {
        looks = Counter.builder("chatstream.processor.rolling.looks")
                .description("How often windows of one pace and account or agent were computed")
                .register(registry);
        values = written(registry, "value");
        tombstones = written(registry, "tombstone");
        Gauge.builder("chatstream.processor.rolling.due", () -> due())
                .description("Accounts and agents whose windows are due, once for each pace")
                .register(registry);
        Gauge.builder("chatstream.processor.rolling.late", () -> late())
                .description("How long the longest due windows have been waiting")
                .baseUnit("seconds")
                .register(registry);
    }

    private static Counter written(MeterRegistry registry, String kind) {
        return Counter.builder(WRITTEN)
                .description("Records written to the topic of rolling values")
                .tag("kind", kind)
                .register(registry);
    }

    /** What is due in one task, as last told. */
    public static final class Backlog {
        private volatile int due;
        private volatile Duration late = Duration.ZERO;

        private Backlog() {}

        public void is(int due, Duration late) {
            this.due = due;
            this.late = late;
        }
    }

    /** A task begins. */
    public Backlog open() {
        Backlog backlog = new Backlog();
        backlogs.add(backlog);
        return backlog;
    }

    /** A task ends. */
    public void close(Backlog backlog) {
        backlogs.remove(backlog);
    }

    public void looked() {
        looks.increment();
    }

    public void written(boolean tombstone) {
        (tombstone ? tombstones : values).increment();
    }

    private long due() {
        return backlogs.stream().mapToLong(backlog -> backlog.due).sum();
    }

    private double late() {
        return backlogs.stream()
                        .mapToLong(backlog -> backlog.late.toMillis())
                        .max()
                        .orElse(0)
                / 1000.0;
    }
}
