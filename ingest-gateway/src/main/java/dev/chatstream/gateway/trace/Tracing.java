/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.trace;

import dev.chatstream.gateway.config.TracingConfig;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/** Makes spans of hooks and sends them away, on threads of its own. Safe for use by several threads. */
public interface Tracing extends AutoCloseable {

    /**
     * Begins the trace of a hook, or goes on with that of its sender.
     *
     * @param source name of the source
     * @param traceparent header as sent, valid or not
     * @param tracestate header as sent, valid or not
     * @param startedNanos {@link System#nanoTime()} when its head had arrived
     */
    HookTrace begin(String source, @Nullable String traceparent, @Nullable String tracestate, long startedNanos);

    /** Sends what is left, for a short time; drops the rest. */
    @Override
    void close();

    /**
     * Null when no endpoint is set. OpenTelemetry's classes are loaded only when one is.
     *
     * @param version of the gateway
     */
    static @Nullable Tracing open(TracingConfig config, String version, MeterRegistry meters) {
        return config.endpoint().isEmpty() ? null : OpenTelemetryTracing.open(config, version, meters);
    }
}
