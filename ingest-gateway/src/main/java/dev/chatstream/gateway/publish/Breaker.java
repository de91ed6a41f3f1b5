/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.publish;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers that Kafka did not take what was sent, so that no other hook waits for it in vain: while it is open hooks
 * go to disk at once. Whoever drains the disk closes it, when Kafka has acknowledged again. Opens only when there is a
 * disk to go to.
 */
public final class Breaker {
    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);
    private static final Set<Refusal> TRIPPING =
            EnumSet.of(Refusal.ACK_TIMEOUT, Refusal.KAFKA_UNREACHABLE, Refusal.BUFFER_FULL);

    private final BooleanSupplier spoolTakes;
    private volatile boolean open;
    private volatile long openedNanos;

    /**
     * A closed breaker.
     *
     * @param spoolTakes whether hooks could go to disk
     */
    public Breaker(BooleanSupplier spoolTakes) {
        this.spoolTakes = spoolTakes;
    }

    /** For a gateway without a spool. */
    public static Breaker never() {
        return new Breaker(() -> false);
    }

    public boolean isOpen() {
        return open;
    }

    /** How long it has been open. */
    public Duration openFor() {
        return open ? Duration.ofNanos(System.nanoTime() - openedNanos) : Duration.ZERO;
    }

    /** Kafka did not take a record. */
    public void trip(Refusal reason) {
        if (!open && TRIPPING.contains(reason) && spoolTakes.getAsBoolean()) {
            openedNanos = System.nanoTime();
            open = true;
            LOG.warn("Kafka does not take hooks ({}): they go to the spool until a probe is acknowledged", reason);
        }
    }

    /** Kafka has acknowledged, or may be asked again. */
    public void close() {
        if (open) {
            LOG.info("hooks go to Kafka again after {} s", openFor().toSeconds());
            open = false;
        }
    }
}
