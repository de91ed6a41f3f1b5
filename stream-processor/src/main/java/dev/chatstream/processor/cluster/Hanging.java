/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Who did not answer in time of late, so that not every question has to wait in vain. */
final class Hanging {
    private static final Duration AVOIDED_FOR = Duration.ofSeconds(5);

    /** More than a group has members; addresses that were left behind must not pile up. */
    private static final int MOST = 1_000;

    private final LongSupplier nanoTime;
    private final Map<Address, Long> lateAt = new ConcurrentHashMap<>();

    Hanging(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void heard(Address peer, PeerAnswer answer) {
        if (answer.equals(new PeerAnswer.Silent(Silence.LATE))) {
            if (lateAt.size() >= MOST) {
                lateAt.clear();
            }
            lateAt.put(peer, nanoTime.getAsLong());
        } else if (!answer.equals(new PeerAnswer.Silent(Silence.BUSY))) {
            // busy is said here, for want of a connection, and tells nothing of the other side
            lateAt.remove(peer);
        }
    }

    /** No once in a while, and then for one question only: what comes of that is news for the others. */
    boolean isAvoided(Address peer) {
        Long since = lateAt.get(peer);
        if (since == null) {
            return false;
        }
        long now = nanoTime.getAsLong();
        return now - since < AVOIDED_FOR.toNanos() || !lateAt.replace(peer, since, now);
    }
}
