/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** The ledger: hooks received = stored + spooled + rejected + refused, once none is under way. */
public final class HookMetrics {
    private final MeterRegistry meters;
    private final Counter received;
    private final Counter stored;
    private final Counter spooled;

    public HookMetrics(MeterRegistry meters) {
        this.meters = meters;
        received = Counter.builder("chatstream.gateway.hooks.received")
                .description("bodies that arrived in full from a known source")
                .register(meters);
        stored = Counter.builder("chatstream.gateway.hooks.stored")
                .description("hooks that Kafka acknowledged in time")
                .register(meters);
        spooled = Counter.builder("chatstream.gateway.hooks.spooled")
                .description("bodies, rejected ones too, that are on disk until Kafka takes them")
                .register(meters);
    }

    public void received() {
        received.increment();
    }

    public void stored() {
        stored.increment();
    }

    public void spooled() {
        spooled.increment();
    }

    /** A body was quarantined. */
    public void rejected(Enum<?> reason) {
        Counter.builder("chatstream.gateway.hooks.rejected")
                .description("bodies kept in quarantine")
                .tag("reason", tag(reason))
                .register(meters)
                .increment();
    }

    /** A body was not kept; its sender was told so. */
    public void refused(Enum<?> reason) {
        Counter.builder("chatstream.gateway.hooks.refused")
                .description("bodies not kept, answered 503")
                .tag("reason", tag(reason))
                .register(meters)
                .increment();
    }

    private static String tag(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
