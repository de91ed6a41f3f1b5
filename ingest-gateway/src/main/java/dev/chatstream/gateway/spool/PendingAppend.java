/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.spool;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One entry on its way: whoever answers first, the disk or the deadline, answers for it. */
final class PendingAppend {
    private final AtomicReference<@Nullable Consumer<Spooling>> whenDone;
    private final long sinceNanos;
    private volatile @Nullable SpoolEntry entry;

    PendingAppend(SpoolEntry entry, Consumer<Spooling> whenDone, long sinceNanos) {
        this.entry = entry;
        this.whenDone = new AtomicReference<>(whenDone);
        this.sinceNanos = sinceNanos;
    }

    /** What is to be written; nothing once somebody has been answered that it was not. */
    @Nullable
    SpoolEntry entry() {
        return entry;
    }

    /** False when it had been answered before. Lets go of the entry's memory. */
    boolean answer(Spooling result) {
        @Nullable Consumer<Spooling> waiting = whenDone.getAndSet(null);
        entry = null;
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
        return now - sinceNanos;
    }
}
