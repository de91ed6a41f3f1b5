/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.simulator;

import java.time.Instant;

/**
 * One post.
 *
 * @param sequence 0 for the first hook of a stream
 * @param sentAt when it is posted, in the simulation's time
 * @param body what is posted, in UTF-8
 * @param truth what the body tells
 */
public record SimulatedHook(
        long sequence, Instant sentAt, Cause cause, boolean legacy, String body, SimulatedConversation truth) {

    /** Why it is posted. */
    public enum Cause {
        /** The conversation has ended. */
        ENDED,
        /** The same bytes once more. */
        REDELIVERY,
        /** The visitor has rated afterwards: the same conversation with other content. */
        LATE_RATING
    }
}
