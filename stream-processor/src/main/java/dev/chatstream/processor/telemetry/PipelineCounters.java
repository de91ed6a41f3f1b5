/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.telemetry;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.processor.identity.HookCounts;
import dev.chatstream.processor.identity.HookCounts.What;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of the hooks since this instance started; work that is repeated after a failure counts again. What became
 * of them since the state began, exactly once, is in the state and in {@code /status}.
 */
public final class PipelineCounters {
    private final MeterRegistry registry;
    private final Map<What, Counter> counters = new EnumMap<>(What.class);

    private final Timer firstResponse;

    /**
     * Counts from 0 on.
     *
     * @param replyWithin seconds T of each "share answered within T"
     */
    public PipelineCounters(MeterRegistry registry, List<Integer> replyWithin) {
        this.registry = registry;
        this.firstResponse = Timer.builder("chatstream.processor.first.response")
                .description(
                        "First response of conversations of all accounts, each counted once, when it was processed")
                .serviceLevelObjectives(
                        replyWithin.stream().map(Duration::ofSeconds).toArray(Duration[]::new))
                .register(registry);
        for (What what : What.values()) {
            counters.put(what, counter(what));
        }
    }

    /** More hooks, once for each commit. */
    public void add(HookCounts more) {
        counters.forEach((what, counter) -> counter.increment((double) more.count(what)));
        more.anomalies().forEach((code, n) -> anomaly(code).increment(n.doubleValue()));
    }

    /**
     * A conversation counts from now on as {@code after} says. Nothing can be taken out of the metric again, so of the
     * revisions of a conversation the earliest with a first response counts.
     */
    public void replaced(@Nullable ConversationFacts before, ConversationFacts after) {
        Long seconds = firstResponse(after);
        if (seconds != null && (before == null || firstResponse(before) == null)) {
            firstResponse.record(Duration.ofSeconds(seconds));
        }
    }

    /** As it counts in panes, too. */
    private static @Nullable Long firstResponse(ConversationFacts facts) {
        return facts.getServed() ? facts.getFirstResponseSeconds() : null;
    }

    private Counter counter(What what) {
        return switch (what) {
            case FIRST -> hooks("first");
            case REVISION -> hooks("revision");
            case SUPERSEDED -> hooks("superseded");
            case DUPLICATE -> hooks("duplicate");
            case LATE -> hooks("late");
            case UNREADABLE -> hooks("unreadable");
            case FUTURE ->
                counter("hooks.future", "Hooks that end in the future, counted when they were received")
                        .register(registry);
            case FORGOTTEN_REVISION ->
                counter("revisions.forgotten", "Revisions dropped because a conversation had more than are remembered")
                        .register(registry);
            case LATE_MINUTE -> latePanes("minute");
            case LATE_QUARTER -> latePanes("quarter");
            case EXPIRED_MINUTE -> expiredPanes("minute");
            case EXPIRED_QUARTER -> expiredPanes("quarter");
        };
    }

    private Counter hooks(String outcome) {
        return counter("hooks", "Hooks processed, by what became of them")
                .tag("outcome", outcome)
                .register(registry);
    }

    private Counter latePanes(String granularity) {
        return counter("panes.late", "Hooks too late for panes of this length")
                .tag("granularity", granularity)
                .register(registry);
    }

    private Counter expiredPanes(String granularity) {
        return counter("panes.expired", "Changes of a pane that is no longer kept")
                .tag("granularity", granularity)
                .register(registry);
    }

    private Counter anomaly(String code) {
        return counter("anomalies", "Hooks by what was odd about them")
                .tag("kind", code)
                .register(registry);
    }

    private static Counter.Builder counter(String name, String description) {
        return Counter.builder("chatstream.processor." + name).description(description);
    }
}
