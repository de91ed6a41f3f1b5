/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.publish;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds the bytes of hooks in memory: bodies being read or handled, and records under way to Kafka. */
public final class InflightBytes {
    private final long most;
    private final AtomicLong held = new AtomicLong();

    public InflightBytes(long most) {
        this.most = most;
    }

    /** Takes room for that many bytes; false, and nothing taken, when there is none. */
    public boolean tryAcquire(long bytes) {
        if (held.addAndGet(bytes) <= most) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
    }

    /** Gives room back. */
    public void release(long bytes) {
        held.addAndGet(-bytes);
    }

    /** Bytes held now. */
    public long held() {
        return held.get();
    }
}
