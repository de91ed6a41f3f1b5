/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.faults;

/** What a sender was told. */
enum Reply {
    /** 200: Kafka has it. */
    STORED(true),
    /** 200: the spool has it. */
    SPOOLED(true),
    /** 400 or 422 with a quarantine id: its bytes are kept. */
    QUARANTINED(true),
    /** 403: nothing of it is kept. */
    TURNED_AWAY(false),
    /** 503 with Retry-After: the sender still has it. */
    REFUSED(false),
    /** The connection was refused or ended before an answer: the sender still has it. */
    NO_ANSWER(false),
    /** Anything else: a bug. */
    UNEXPECTED(false);

    private final boolean kept;

    Reply(boolean kept) {
        this.kept = kept;
    }

    /** Whether the sender may forget the body. */
    boolean kept() {
        return kept;
    }
}
