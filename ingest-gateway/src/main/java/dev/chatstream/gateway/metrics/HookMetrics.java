/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The ledger: hooks received = stored + spooled + rejected + refused, once none is under way. */
public final class HookMetrics {
    private final MeterRegistry meters;
    private final Counter received;
    private final Counter stored;
    private final Counter spooled;
    private final Counter redelivered;
    private final Counter failed;
    private final Map<Enum<?>, Counter> rejected = new ConcurrentHashMap<>();
    private final Map<Enum<?>, Counter> refused = new ConcurrentHashMap<>();
    private final UnknownFields unknownFields;
    private final Redeliveries redeliveries = new Redeliveries();

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
        redelivered = Counter.builder("chatstream.gateway.hooks.redelivered")
                .description("bodies that had come before, whatever became of them then")
                .register(meters);
        failed = refusedCounter("bug");
        unknownFields = new UnknownFields(meters);
    }

    /** Counts from 0 on: an alert does not see the first event of a counter that is born with it. */
    public void expect(Enum<?>[] rejections, Enum<?>[] refusals) {
        for (Enum<?> reason : rejections) {
            rejected.computeIfAbsent(reason, this::rejectedCounter);
        }
        for (Enum<?> reason : refusals) {
            refused.computeIfAbsent(reason, first -> refusedCounter(tag(first)));
        }
    }

    /** A body arrived in full. */
    public void received(String eventId) {
        received.increment();
        if (redeliveries.remember(eventId)) {
            redelivered.increment();
        }
    }

    /** Of a body these places are kept as unknown. */
    public void unknown(Collection<String> pointers) {
        if (!pointers.isEmpty()) {
            unknownFields.seen(pointers);
        }
    }

    /** A bug kept a body from being kept; its sender is told 500. */
    public void failed() {
        failed.increment();
    }

    public void stored() {
        stored.increment();
    }

    public void spooled() {
        spooled.increment();
    }

    /** A body was quarantined. */
    public void rejected(Enum<?> reason) {
        rejected.computeIfAbsent(reason, this::rejectedCounter).increment();
    }

    /** A body was not kept; its sender was told so. */
    public void refused(Enum<?> reason) {
        refused.computeIfAbsent(reason, first -> refusedCounter(tag(first))).increment();
    }

    private Counter rejectedCounter(Enum<?> reason) {
        return Counter.builder("chatstream.gateway.hooks.rejected")
                .description("bodies kept in quarantine")
                .tag("reason", tag(reason))
                .register(meters);
    }

    private Counter refusedCounter(String reason) {
        return Counter.builder("chatstream.gateway.hooks.refused")
                .description("bodies not kept; their senders still have them")
                .tag("reason", reason)
                .register(meters);
    }

    private static String tag(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
