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
    private boolean ready;

    public ReadinessLog(Readiness readiness) {
        this.readiness = readiness;
    }

    /** Looks whether anything changed. To be called often. */
    public void look() {
        Map<String, String> reasons = readiness.reasons();
        if (ready != reasons.isEmpty()) {
            ready = reasons.isEmpty();
            if (ready) {
                LOG.info("ready: hooks are stored");
            } else {
                LOG.warn("not ready any more: {}", reasons);
            }
        }
    }
}
