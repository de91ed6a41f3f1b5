/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** Connections to the port for hooks. */
public final class ConnectionMetrics {
    private final AtomicInteger open = new AtomicInteger();
    private final Counter beyondLimit;
    private final Counter broken;
    private final Map<Reason, Counter> ended = new EnumMap<>(Reason.class);

    /** Why the gateway ended a connection. */
    public enum Reason {
        /** No request's head arrived in time. */
        HEADER_TIMEOUT,
        /** No request was under way for too long. */
        IDLE,
        /** A body was arriving that nobody wanted, or something that is not HTTP. */
        UNWANTED
    }

    public ConnectionMetrics(MeterRegistry meters) {
        Gauge.builder("chatstream.gateway.connections", open, AtomicInteger::get)
                .description("open connections to the port for hooks")
                .register(meters);
        beyondLimit = Counter.builder("chatstream.gateway.connections.refused")
                .description("connections closed at once because http.max.connections were open")
                .register(meters);
        for (Reason reason : Reason.values()) {
            ended.put(reason, endedCounter(meters, reason));
        }
        broken = Counter.builder("chatstream.gateway.connections.broken")
                .description("connections that broke, in the TLS handshake above all")
                .register(meters);
    }

    /** Counts one more; false, and nothing counted as open, when there would be more than that many. */
    public boolean opened(int most) {
        if (open.incrementAndGet() <= most) {
            return true;
        }
        open.decrementAndGet();
        beyondLimit.increment();
        return false;
    }

    public void closed() {
        open.decrementAndGet();
    }

    public void broken() {
        broken.increment();
    }

    public void ended(Reason reason) {
        Objects.requireNonNull(ended.get(reason)).increment();
    }

    private static Counter endedCounter(MeterRegistry meters, Reason reason) {
        return Counter.builder("chatstream.gateway.connections.ended")
                .description("connections that the gateway ended")
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .register(meters);
    }
}
