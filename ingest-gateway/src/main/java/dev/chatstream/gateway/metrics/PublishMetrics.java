/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What is measured on the way into Kafka. */
public final class PublishMetrics {
    private final Timer acknowledged;
    private final Timer failed;
    private final Counter late;

    public PublishMetrics(MeterRegistry meters) {
        acknowledged = timer(meters, "stored");
        failed = timer(meters, "failed");
        late = Counter.builder("chatstream.gateway.acks.late")
                .description("records that Kafka stored after their hook had been spooled or answered 503")
                .register(meters);
    }

    private static Timer timer(MeterRegistry meters, String outcome) {
        return Timer.builder("chatstream.gateway.ack")
                .description("time from handing a record to the producer to Kafka's answer")
                .tag("outcome", outcome)
                .serviceLevelObjectives(Latencies.BOUNDS)
                .register(meters);
    }

    public void acknowledged(long nanos, boolean stored) {
        (stored ? acknowledged : failed).record(nanos, TimeUnit.NANOSECONDS);
    }

    public void acknowledgedLate() {
        late.increment();
    }
}
