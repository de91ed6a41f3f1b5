/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.ops;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log when the gateway becomes ready and when it ceases to be. For one thread. */
public final class ReadinessLog {
    private static final Logger LOG = LoggerFactory.getLogger(ReadinessLog.class);

    private final Readiness readiness;
    private State state = State.NOT_READY;

    private enum State {
        STORING,
        SPOOLING,
        NOT_READY
    }

    public ReadinessLog(Readiness readiness) {
        this.readiness = readiness;
    }

    /** Looks whether anything changed. To be called often. */
    public void look() {
        Map<String, String> reasons = readiness.reasons();
        Map<String, String> spooling = readiness.spooling();
        State now = state(reasons, spooling);
        if (now != state) {
            state = now;
            switch (now) {
                case STORING -> LOG.info("ready: hooks are stored");
                case SPOOLING -> LOG.warn("ready: hooks are spooled, because they do not reach Kafka: {}", spooling);
                case NOT_READY -> LOG.warn("not ready any more: {}", reasons);
            }
        }
    }

    private static State state(Map<String, String> reasons, Map<String, String> spooling) {
        if (!reasons.isEmpty()) {
            return State.NOT_READY;
        }
        return spooling.isEmpty() ? State.STORING : State.SPOOLING;
    }
}
