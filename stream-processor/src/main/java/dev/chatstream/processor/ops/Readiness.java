/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.ops;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** Whether a question asked now would be answered, and if not, why. */
public final class Readiness {
    private final AtomicInteger waitingForRegistry = new AtomicInteger();
    private volatile @Nullable String start = "starting";
    private volatile KafkaStreams.@Nullable State state;
    private volatile @Nullable String failure;
    private volatile boolean draining;
    private volatile BooleanSupplier answersForAll = () -> false;

    /** The start is held up by what {@code reason} says; null once it is not. */
    public void start(@Nullable String reason) {
        start = reason;
    }

    public void state(KafkaStreams.State newState) {
        state = newState;
    }

    /**
     * Asked while Kafka Streams runs or moves partitions: whether every question would be answered. That it runs says
     * too little: of a running thread a single task may have been corrupted, and is restored.
     */
    public void answersForAll(BooleanSupplier answers) {
        answersForAll = answers;
    }

    /** A stream thread begins or ends to wait for the schema registry. */
    public void waitingForRegistry(boolean waiting) {
        waitingForRegistry.addAndGet(waiting ? 1 : -1);
    }

    /** From now on not ready, because of what {@code reason} says. The first reason stays. */
    public synchronized void fail(String reason) {
        if (failure == null) {
            failure = reason;
        }
    }

    /** Why the processing failed for good; empty while it did not. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** From now on not ready: the processor is stopping. */
    public void drain() {
        draining = true;
    }

    /** Whether the processor is stopping, by will or because it failed. */
    public boolean ending() {
        return draining || failure != null;
    }

    /** What stands in the way, by check; empty when ready. May look into stores, so not for event loops. */
    public Map<String, String> reasons() {
        Map<String, String> reasons = new LinkedHashMap<>();
        if (draining) {
            reasons.put("drain", "the processor is stopping");
        }
        failure().ifPresent(reason -> reasons.put("failed", reason));
        String held = start;
        if (held != null) {
            reasons.put("start", held);
        }
        KafkaStreams.State now = state;
        boolean works = now == KafkaStreams.State.RUNNING || now == KafkaStreams.State.REBALANCING;
        if (!works || !answersForAll.getAsBoolean()) {
            reasons.put("streams", words(now));
        }
        if (waitingForRegistry.get() > 0) {
            reasons.put("registry", "waiting for the schema of a hook");
        }
        return reasons;
    }

    private static String words(KafkaStreams.@Nullable State state) {
        if (state == null) {
            return "not started";
        }
        return state == KafkaStreams.State.RUNNING ? "state is being restored" : state.name();
    }
}
