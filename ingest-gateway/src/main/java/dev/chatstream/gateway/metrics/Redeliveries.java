/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.metrics;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Knows bodies that came before, as far as its memory reaches: half of each event id, in a place that the id itself
 * names, so that remembering takes no more memory and no lock. What shares a place with a newer one is forgotten.
 */
final class Redeliveries {
    private static final int PLACES = 65_536;
    private static final int HEX = 16;
    private static final int DIGITS = 16;

    private final AtomicLongArray recent = new AtomicLongArray(PLACES);

    /**
     * Remembers a body.
     *
     * @param eventId at least 16 hex digits
     * @return whether it was remembered already
     */
    boolean remember(String eventId) {
        long id = Long.parseUnsignedLong(eventId, 0, DIGITS, HEX);
        int place = (int) id & (PLACES - 1);
        if (recent.get(place) == id) {
            return true;
        }
        recent.set(place, id);
        return false;
    }
}
