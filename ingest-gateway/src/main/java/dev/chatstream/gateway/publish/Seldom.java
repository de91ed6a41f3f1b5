/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.publish;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Lets through one of many alike: an outage meets every hook, but one line in a while tells it. */
final class Seldom {
    private final long pauseNanos;
    private final AtomicLong next;

    Seldom(Duration pause) {
        this.pauseNanos = pause.toNanos();
        this.next = new AtomicLong(System.nanoTime());
    }

    /** True for the first caller, and then for one caller after each pause. */
    boolean now() {
        long due = next.get();
        long time = System.nanoTime();
        return time - due >= 0 && next.compareAndSet(due, time + pauseNanos);
    }
}
