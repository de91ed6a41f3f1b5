/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.faults;

import java.time.Duration;
import java.time.Instant;

/**
 * What became of one number, as its sender saw it.
 *
 * @param port of the gateway that was asked
 * @param detail what was answered, or why nothing was
 * @param answeredNanos when it was answered, on the clock of {@link System#nanoTime}
 * @param sentAt when it was about to be sent, to the millisecond before
 * @param answeredAt when it was answered, or was seen to remain without an answer
 */
record Answer(
        long number,
        int port,
        Reply reply,
        String detail,
        Duration took,
        long answeredNanos,
        Instant sentAt,
        Instant answeredAt) {}
