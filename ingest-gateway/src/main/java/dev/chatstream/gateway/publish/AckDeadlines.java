/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.publish;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Answers for Kafka when it is silent too long. All records have the same time, so a queue in the order of sending is
 * all that is needed: no timer for each hook.
 */
final class AckDeadlines {
    private static final Publish TIMED_OUT = new Publish.Refused(Refusal.ACK_TIMEOUT);

    private final long timeoutNanos;
    private final Queue<PendingAck> inOrder = new ConcurrentLinkedQueue<>();

    AckDeadlines(Duration timeout) {
        this.timeoutNanos = timeout.toNanos();
    }

    void add(PendingAck pending) {
        inOrder.add(pending);
    }

    /** Answers what is overdue; says whether anything was. For one thread at a time. */
    boolean sweep(long nowNanos) {
        boolean overdue = false;
        PendingAck oldest = inOrder.peek();
        while (oldest != null && (oldest.isAnswered() || oldest.ageNanos(nowNanos) >= timeoutNanos)) {
            inOrder.remove();
            overdue |= oldest.answer(TIMED_OUT);
            oldest = inOrder.peek();
        }
        return overdue;
    }

    int waiting() {
        return inOrder.size();
    }
}
