/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What is measured at the spool: hooks spooled = drained (stored, quarantined) + set aside + those that wait. */
public final class SpoolMetrics {
    private final MeterRegistry meters;
    private final Timer commit;
    private final DistributionSummary batch;
    private final Counter timedOut;
    private final Counter late;

    public SpoolMetrics(MeterRegistry meters) {
        this.meters = meters;
        commit = Timer.builder("chatstream.gateway.spool.commit")
                .description("time to write a batch of hooks down, fsync included")
                .publishPercentileHistogram(false)
                .register(meters);
        batch = DistributionSummary.builder("chatstream.gateway.spool.batch")
                .description("hooks written down by one fsync")
                .register(meters);
        timedOut = Counter.builder("chatstream.gateway.spool.timeouts")
                .description("hooks answered 503 because the spool's disk was too slow")
                .register(meters);
        late = Counter.builder("chatstream.gateway.spool.late")
                .description("hooks that were spooled after they had been answered 503")
                .register(meters);
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

    /** A hook has left the spool: stored, quarantined or set aside. */
    public void drained(Enum<?> outcome) {
        Counter.builder("chatstream.gateway.spool.drained")
                .description("hooks that have left the spool")
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(meters)
                .increment();
    }
}
