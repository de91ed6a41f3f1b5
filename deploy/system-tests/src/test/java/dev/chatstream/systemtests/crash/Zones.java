/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.crash;

import java.time.ZoneId;

/** In which zone whose day begins. */
final class Zones {
    static final ZoneId PRAGUE = ZoneId.of("Europe/Prague");

    /** The account that has a zone of its own. */
    static final long CONFIGURED = Traffic.FIRST_ACCOUNT;

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final ZoneId HALF_AN_HOUR_OFF = ZoneId.of("Asia/Kolkata");

    private Zones() {}

    /** What is asked for, of every other account; UTC means that nothing is said. */
    static ZoneId asked(long account) {
        return account % 2 == 0 ? HALF_AN_HOUR_OFF : UTC;
    }

    /** Of published values, for which nobody asks. */
    static ZoneId published(long account) {
        return account == CONFIGURED ? PRAGUE : UTC;
    }

    static ZoneId of(long account) {
        return account == CONFIGURED ? PRAGUE : asked(account);
    }
}
