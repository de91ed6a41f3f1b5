/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.crash;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One record to be: a hook on either way, or something that nobody can read. */
sealed interface Posting {

    /**
     * A hook.
     *
     * @param body as Smartsupp would post it
     * @param receivedAt receipt of a hook that goes straight into its topic; null when it goes through the gateway
     */
    record Hook(String body, @Nullable Instant receivedAt) implements Posting {}

    /** A record in the hooks' topic that is no hook of the account that is its key. */
    record Unreadable(long account, Kind kind, Instant receivedAt) implements Posting {}

    /** What is wrong with it. */
    enum Kind {
        TEXT,
        TOO_SHORT,
        NO_VALUE,
        NO_KEY,
        /** A whole hook of another account. */
        FOREIGN,
        CUT_OFF,
        MORE_BEHIND,
        /** The registry has no such schema; the processor looks twice before it believes that. */
        UNKNOWN_SCHEMA
    }
}
