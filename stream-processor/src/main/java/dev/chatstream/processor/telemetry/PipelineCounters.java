/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.telemetry;

import dev.chatstream.processor.aggregate.Granularity;
import dev.chatstream.processor.identity.Revisions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What became of the hooks since this instance started. */
public final class PipelineCounters {
    private static final String HOOKS = "chatstream.processor.hooks";

    private final MeterRegistry registry;
    private final Map<Revisions.Outcome, Counter> outcomes = new EnumMap<>(Revisions.Outcome.class);
    private final Map<Granularity, Counter> latePanes = new EnumMap<>(Granularity.class);
    private final Map<Granularity, Counter> expiredPanes = new EnumMap<>(Granularity.class);
    private final Counter late;
    private final Counter unreadable;
    private final Counter forgotten;

    public PipelineCounters(MeterRegistry registry) {
        this.registry = registry;
        for (Revisions.Outcome outcome : Revisions.Outcome.values()) {
            outcomes.put(outcome, hooks(outcome.name().toLowerCase(Locale.ROOT)));
        }
        late = hooks("late");
        unreadable = hooks("unreadable");
        for (Granularity granularity : Granularity.values()) {
            latePanes.put(granularity, panes(granularity, "late", "Too late for panes of this length"));
            expiredPanes.put(granularity, panes(granularity, "expired", "Change of a pane that is no longer kept"));
        }
        forgotten = Counter.builder("chatstream.processor.revisions.forgotten")
                .description("Revisions dropped because a conversation had more than are remembered")
                .register(registry);
    }

    private Counter hooks(String outcome) {
        return Counter.builder(HOOKS)
                .description("Hooks processed, by what became of them")
                .tag("outcome", outcome)
                .register(registry);
    }

    private Counter panes(Granularity granularity, String reason, String description) {
        return Counter.builder("chatstream.processor.panes." + reason)
                .description(description)
                .tag("granularity", granularity.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    /** A hook was told apart; {@code forgot} when that pushed out an old revision. */
    public void arrived(Revisions.Outcome outcome, boolean forgot) {
        counter(outcomes, outcome).increment();
        if (forgot) {
            forgotten.increment();
        }
    }

    /** A hook for a conversation older than is remembered. */
    public void late() {
        late.increment();
    }

    /** A record went to the dead-letter topic. */
    public void unreadable() {
        unreadable.increment();
    }

    public void latePane(Granularity granularity) {
        counter(latePanes, granularity).increment();
    }

    public void expiredPane(Granularity granularity) {
        counter(expiredPanes, granularity).increment();
    }

    /** The anomalies of a newly counted conversation. */
    public void anomalies(List<String> codes) {
        for (String code : codes) {
            registry.counter("chatstream.processor.anomalies", "kind", code).increment();
        }
    }

    private static <K> Counter counter(Map<K, Counter> counters, K key) {
        Counter counter = counters.get(key);
        if (counter == null) {
            throw new IllegalArgumentException("no counter for " + key);
        }
        return counter;
    }
}
