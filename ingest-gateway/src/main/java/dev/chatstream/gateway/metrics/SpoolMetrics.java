/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The spool's part of the ledger: found + spooled + late = left + those that wait, once none is under way. */
public final class SpoolMetrics {
    private final MeterRegistry meters;
    private final Timer commit;
    private final DistributionSummary batch;
    private final Counter found;
    private final Counter timedOut;
    private final Counter late;
    private final Map<Enum<?>, Counter> left = new ConcurrentHashMap<>();

    public SpoolMetrics(MeterRegistry meters) {
        this.meters = meters;
        commit = Timer.builder("chatstream.gateway.spool.commit")
                .description("time to write a batch of hooks down, fsync included")
                .serviceLevelObjectives(
                        Duration.ofMillis(1),
                        Duration.ofMillis(5),
                        Duration.ofMillis(25),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2))
                .register(meters);
        batch = DistributionSummary.builder("chatstream.gateway.spool.batch")
                .description("hooks written down by one fsync")
                .register(meters);
        found = Counter.builder("chatstream.gateway.spool.found")
                .description("hooks that were in the spool when it was opened")
                .register(meters);
        timedOut = Counter.builder("chatstream.gateway.spool.timeouts")
                .description("hooks answered 503 because the spool's disk was too slow")
                .register(meters);
        late = Counter.builder("chatstream.gateway.spool.late")
                .description("hooks that were spooled after they had been answered 503")
                .register(meters);
    }

    /** Counts from 0 on: an alert does not see the first event of a counter that is born with it. */
    public void expect(Enum<?>... departures) {
        for (Enum<?> where : departures) {
            left.computeIfAbsent(where, this::leftCounter);
        }
    }

    public void committed(long nanos, int hooks) {
        commit.record(nanos, TimeUnit.NANOSECONDS);
        batch.record(hooks);
    }

    public void timedOut() {
        timedOut.increment();
    }

    public void late() {
        late.increment();
    }

    /** Hooks were there when the spool was opened. */
    public void found(long hooks) {
        found.increment((double) hooks);
    }

    /** Hooks have left the spool. */
    public void left(Enum<?> where, long hooks) {
        left.computeIfAbsent(where, this::leftCounter).increment((double) hooks);
    }

    private Counter leftCounter(Enum<?> where) {
        return Counter.builder("chatstream.gateway.spool.left")
                .description("hooks that are in the spool no more, by where they went")
                .tag("where", where.name().toLowerCase(Locale.ROOT))
                .register(meters);
    }
}
