/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.rolling;

import dev.chatstream.processor.aggregate.Subject;
import org.jspecify.annotations.Nullable;

/**
 * What is kept in memory of one subject's windows of one pace: when they were looked at, and where they stand in the
 * line of those that are due. There are three for every account with a value, so it holds plain numbers and its own
 * neighbours; {@code docs/processor.md} says how many bytes that makes.
 */
final class Place {
    static final long NEVER = Long.MIN_VALUE;

    private final Subject subject;

    /** Epoch milliseconds, or {@link #NEVER}. */
    private long lookedAt;

    /** Epoch second at which it is due, or {@link #NEVER}; kept by {@link DueIndex}, as are the neighbours. */
    long dueAt = NEVER;

    @Nullable
    Place before;

    @Nullable
    Place after;

    Place(Subject subject, long lookedAt) {
        this.subject = subject;
        this.lookedAt = lookedAt;
    }

    Subject subject() {
        return subject;
    }

    boolean isDue() {
        return dueAt != NEVER;
    }

    void lookedAt(long millis) {
        lookedAt = millis;
    }

    /** From when it may be looked at again, in epoch milliseconds. */
    long freeAt(Pace pace, long now) {
        // A clock that was set back must not keep anybody waiting.
        return lookedAt == NEVER
                ? NEVER
                : Math.min(lookedAt, now) + pace.interval().toMillis();
    }
}
