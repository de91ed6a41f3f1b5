/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.ops;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether a hook sent now would be made durable, and if not, why: ready when nothing stands in the way to Kafka, or
 * when the spool takes hooks meanwhile.
 */
public final class Readiness {
    private static final String SPOOL = "spool";

    private final Map<String, Supplier<Optional<String>>> checks;
    private final Supplier<Optional<String>> spoolProblem;
    private volatile boolean draining;

    /**
     * Judges by the given checks.
     *
     * @param checks of the way to Kafka, by name; each gives what is wrong, for a reader who has to mend it
     * @param spoolProblem why the spool takes no hooks
     */
    public Readiness(Map<String, Supplier<Optional<String>>> checks, Supplier<Optional<String>> spoolProblem) {
        this.checks = new LinkedHashMap<>(checks);
        this.spoolProblem = spoolProblem;
    }

    /** From now on not ready: the gateway is stopping. */
    public void drain() {
        draining = true;
    }

    /** What stands in the way, by check; empty when ready. */
    public Map<String, String> reasons() {
        Map<String, String> reasons = new LinkedHashMap<>();
        if (draining) {
            reasons.put("drain", "the gateway is stopping");
        }
        Map<String, String> beforeKafka = beforeKafka();
        Optional<String> noSpool = spoolProblem.get();
        if (!beforeKafka.isEmpty() && noSpool.isPresent()) {
            reasons.putAll(beforeKafka);
            reasons.put(SPOOL, noSpool.get());
        }
        return reasons;
    }

    /** Why hooks do not reach Kafka now, although they are made durable; empty when they do, or when not ready. */
    public Map<String, String> spooling() {
        return spoolProblem.get().isEmpty() ? beforeKafka() : Map.of();
    }

    private Map<String, String> beforeKafka() {
        Map<String, String> reasons = new LinkedHashMap<>();
        checks.forEach((name, check) -> check.get().ifPresent(reason -> reasons.put(name, reason)));
        return reasons;
    }
}
