/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.publish;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One record on its way: whoever answers first, Kafka or the deadline, answers for it. */
final class PendingAck {
    private final AtomicReference<@Nullable Consumer<Publish>> whenDone;
    private final long sentNanos;
    private final AtomicBoolean settled = new AtomicBoolean();

    PendingAck(Consumer<Publish> whenDone, long sentNanos) {
        this.whenDone = new AtomicReference<>(whenDone);
        this.sentNanos = sentNanos;
    }

    /** False when Kafka had spoken before: it may both call back and throw. */
    boolean settle() {
        return settled.compareAndSet(false, true);
    }

    /** False when it had been answered before. Lets go of the hook's memory. */
    boolean answer(Publish result) {
        @Nullable Consumer<Publish> waiting = whenDone.getAndSet(null);
        if (waiting == null) {
            return false;
        }
        waiting.accept(result);
        return true;
    }

    boolean isAnswered() {
        return whenDone.get() == null;
    }

    long ageNanos(long now) {
        return now - sentNanos;
    }
}
