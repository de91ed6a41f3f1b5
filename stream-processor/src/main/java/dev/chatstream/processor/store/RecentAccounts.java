/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

/**
 * Accounts that certainly have their row, so that not every hook has to ask. Each has one place, which it loses to the
 * next that has the same: it is bounded, and with many accounts some are asked for again.
 */
final class RecentAccounts {
    private static final int PLACES_LOG2 = 14;

    private final long[] places = new long[1 << PLACES_LOG2];

    RecentAccounts() {
        // all others hold a number that does not belong there
        places[placeOf(0)] = 1;
    }

    boolean contains(long accountId) {
        return places[placeOf(accountId)] == accountId;
    }

    void add(long accountId) {
        places[placeOf(accountId)] = accountId;
    }

    private static int placeOf(long accountId) {
        return (int) (accountId * 0x9E3779B97F4A7C15L >>> Long.SIZE - PLACES_LOG2);
    }
}
