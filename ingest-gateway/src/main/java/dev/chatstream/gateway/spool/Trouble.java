/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.spool;

import dev.chatstream.gateway.publish.Refusal;

/**
 * Why nothing is taken for the moment.
 *
 * @param refusal what is answered meanwhile
 * @param words for a reader who has to mend it
 */
record Trouble(Spooling refusal, String words) {

    static Trouble full(String words) {
        return new Trouble(new Spooling.Refused(Refusal.SPOOL_FULL), words);
    }

    static Trouble error(String words) {
        return new Trouble(new Spooling.Refused(Refusal.SPOOL_ERROR), words);
    }
}
