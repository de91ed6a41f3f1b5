/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.gateway.config.TracingConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class OpenTelemetryTracingTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SENDER = "00-" + TRACE + "-00f067aa0ba902b7-01";

    private final Collected collected = new Collected();

    private Tracing tracing(double ratio) {
        return new OpenTelemetryTracing(new TracingConfig(Optional.empty(), ratio, "gateway"), "1.2.3", collected);
    }

    private SpanData span(SpanKind kind) {
        return collected.spans.stream()
                .filter(span -> span.getKind() == kind)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void makesASpanForTheRequestAndOneWithinItForTheRecord() {
        // When
        String traceparent;
        try (Tracing tracing = tracing(1)) {
            HookTrace trace = tracing.begin("shop", null, null, System.nanoTime());
            traceparent = trace.traceparent();
            trace.end("stored", 200);
        }

        // Then
        SpanData server = span(SpanKind.SERVER);
        SpanData producer = span(SpanKind.PRODUCER);
        assertThat(collected.spans).hasSize(2);
        assertThat(server.getName()).isEqualTo("POST /hooks/{source}");
        assertThat(server.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
                .isEqualTo(200);
        assertThat(server.getAttributes().get(AttributeKey.stringKey("chatstream.outcome")))
                .isEqualTo("stored");
        assertThat(server.getResource().getAttribute(AttributeKey.stringKey("service.name")))
                .isEqualTo("gateway");
        assertThat(server.getResource().getAttribute(AttributeKey.stringKey("service.version")))
                .isEqualTo("1.2.3");
        assertThat(producer.getParentSpanId()).isEqualTo(server.getSpanId());
        assertThat(traceparent).isEqualTo("00-" + server.getTraceId() + "-" + producer.getSpanId() + "-01");
    }

    @Test
    void goesOnWithTheTraceOfTheSender() {
        // When
        String traceparent;
        try (Tracing tracing = tracing(0)) {
            HookTrace trace = tracing.begin("shop", SENDER, "vendor=x", System.nanoTime());
            traceparent = trace.traceparent();
            trace.end("refused", 503);
        }

        // Then
        SpanData server = span(SpanKind.SERVER);
        assertThat(server.getTraceId()).isEqualTo(TRACE);
        assertThat(server.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(server.getSpanContext().getTraceState().get("vendor")).isEqualTo("x");
        assertThat(server.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(traceparent).startsWith("00-" + TRACE);
    }

    @Test
    void namesTheTraceAlsoOfHooksThatAreNotSampled() {
        // When
        String traceparent;
        try (Tracing tracing = tracing(0)) {
            HookTrace trace = tracing.begin("shop", "nonsense", ",,", System.nanoTime());
            traceparent = trace.traceparent();
            trace.end("stored", 200);
        }

        // Then
        assertThat(collected.spans).isEmpty();
        assertThat(traceparent).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    }

    @Test
    void isOffWithoutAnEndpoint() {
        assertThat(Tracing.open(new TracingConfig(Optional.empty(), 1, "gateway"), "1.2.3", new SimpleMeterRegistry()))
                .isNull();
    }

    /** Keeps what is exported. */
    private static final class Collected implements SpanExporter {
        final List<SpanData> spans = new CopyOnWriteArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> exported) {
            spans.addAll(exported);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
