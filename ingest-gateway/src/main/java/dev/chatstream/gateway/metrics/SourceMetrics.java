/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** Whether the sources in force are the ones that are written down. */
public final class SourceMetrics {
    private final Counter applied;
    private final Counter failed;
    private final AtomicInteger stale = new AtomicInteger();

    public SourceMetrics(MeterRegistry meters) {
        applied = counter(meters, "applied");
        failed = counter(meters, "failed");
        Gauge.builder("chatstream.gateway.sources.stale", stale, AtomicInteger::get)
                .description("1 while the sources in force are not those of the file on disk")
                .register(meters);
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("chatstream.gateway.sources.reloads")
                .description("changes of the sources, taken over or not readable")
                .tag("outcome", outcome)
                .register(meters);
    }

    public void applied() {
        applied.increment();
    }

    public void failed() {
        failed.increment();
    }

    public void stale(boolean isStale) {
        stale.set(isStale ? 1 : 0);
    }
}
