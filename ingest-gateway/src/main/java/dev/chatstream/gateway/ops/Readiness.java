/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.ops;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether a hook sent now would be made durable, and if not, why: ready when no check has anything to say. */
public final class Readiness {
    private final Map<String, Supplier<Optional<String>>> checks;
    private volatile boolean draining;

    /**
     * Judges by the given checks.
     *
     * @param checks by name; each gives what is wrong, for a reader who has to mend it
     */
    public Readiness(Map<String, Supplier<Optional<String>>> checks) {
        this.checks = new LinkedHashMap<>(checks);
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
        checks.forEach((name, check) -> check.get().ifPresent(reason -> reasons.put(name, reason)));
        return reasons;
    }
}
