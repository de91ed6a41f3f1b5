/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.trace;

import dev.chatstream.gateway.config.TracingConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Two spans a hook: the server's, from its head to its answer, and within it the producer's. */
final class OpenTelemetryTracing implements Tracing {
    /** The path itself may hold a token. */
    private static final String ROUTE = "/hooks/{source}";

    private static final Duration EXPORT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration EXPORT_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_WAITING = 4_096;
    private static final int MOST_AT_ONCE = 512;
    private static final long CLOSE_SECONDS = 2;

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    OpenTelemetryTracing(TracingConfig config, String version, SpanExporter exporter) {
        provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.builder()
                                .put("service.name", config.serviceName())
                                .put("service.version", version)
                                .build())))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(config.samplingRatio())))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setMaxQueueSize(MOST_WAITING)
                        .setMaxExportBatchSize(MOST_AT_ONCE)
                        .setScheduleDelay(EXPORT_PAUSE)
                        .setExporterTimeout(EXPORT_TIMEOUT)
                        .build())
                .build();
        tracer = provider.get("dev.chatstream.gateway", version);
    }

    static Tracing open(TracingConfig config, String version, MeterRegistry meters) {
        return new OpenTelemetryTracing(
                config,
                version,
                new QuietExporter(
                        () -> OtlpHttpSpanExporter.builder()
                                .setEndpoint(
                                        config.endpoint().map(URI::toString).orElseThrow())
                                .setTimeout(EXPORT_TIMEOUT)
                                .setConnectTimeout(EXPORT_TIMEOUT)
                                .setRetryPolicy(null)
                                .build(),
                        meters));
    }

    @Override
    public HookTrace begin(
            String source, @Nullable String traceparent, @Nullable String tracestate, long startedNanos) {
        Context sender = W3CTraceContextPropagator.getInstance()
                .extract(Context.root(), new Headers(traceparent, tracestate), Headers.GETTER);
        long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        Span server = tracer.spanBuilder("POST " + ROUTE)
                .setParent(sender)
                .setSpanKind(SpanKind.SERVER)
                .setStartTimestamp(now - (System.nanoTime() - startedNanos), TimeUnit.NANOSECONDS)
                .setAttribute("http.request.method", "POST")
                .setAttribute("http.route", ROUTE)
                .setAttribute("chatstream.source", source)
                .startSpan();
        Span producer = tracer.spanBuilder("publish hook")
                .setParent(Context.root().with(server))
                .setSpanKind(SpanKind.PRODUCER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.operation.type", "send")
                .startSpan();
        return new Spans(server, producer);
    }

    @Override
    public void close() {
        provider.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    /** The headers of a request that tell of traces. */
    private record Headers(
            @Nullable String traceparent, @Nullable String tracestate) {
        static final TextMapGetter<Headers> GETTER = new TextMapGetter<>() {
            @Override
            public Iterable<String> keys(Headers headers) {
                return List.of("traceparent", "tracestate");
            }

            @Override
            public @Nullable String get(@Nullable Headers headers, String key) {
                if (headers == null) {
                    return null;
                }
                return switch (key) {
                    case "traceparent" -> headers.traceparent;
                    case "tracestate" -> headers.tracestate;
                    default -> null;
                };
            }
        };
    }
}
