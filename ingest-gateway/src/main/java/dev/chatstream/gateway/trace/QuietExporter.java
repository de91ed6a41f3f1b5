/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.trace;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that spans cannot be sent, and once that they can again; OpenTelemetry itself would go on and on. */
final class QuietExporter implements SpanExporter {
    private static final Logger LOG = LoggerFactory.getLogger(QuietExporter.class);

    /** Kept, because the platform's loggers are forgotten with their levels when nobody does. */
    private final java.util.logging.Logger hushed = java.util.logging.Logger.getLogger("io.opentelemetry");

    private final SpanExporter exporter;
    private final Counter exported;
    private final Counter lost;
    private final AtomicBoolean failing = new AtomicBoolean();

    QuietExporter(Supplier<SpanExporter> exporter, MeterRegistry meters) {
        hushed.setLevel(Level.OFF);
        this.exporter = exporter.get();
        exported = spans(meters, "exported");
        lost = spans(meters, "lost");
    }

    private static Counter spans(MeterRegistry meters, String outcome) {
        return Counter.builder("chatstream.gateway.spans")
                .description("spans handed to the collector of traces, and such that it did not take")
                .tag("outcome", outcome)
                .register(meters);
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        int count = spans.size();
        return result.whenComplete(() -> told(result.isSuccess(), count));
    }

    private void told(boolean success, int count) {
        (success ? exported : lost).increment(count);
        if (failing.compareAndSet(success, !success)) {
            if (success) {
                LOG.info("traces: the collector takes spans again");
            } else {
                LOG.warn("traces: the collector at tracing.otlp.endpoint does not take spans; hooks are not affected");
            }
        }
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
