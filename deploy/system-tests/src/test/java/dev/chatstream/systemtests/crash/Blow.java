/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.crash;

import java.time.Duration;

/**
 * One end of an instance's life.
 *
 * @param how SIGKILL or SIGTERM
 * @param at since the first hook
 * @param behind hooks of its partitions that were there and not committed when it was gone
 * @param done hooks that were committed since the blow before
 * @param back from the blow until it was ready again
 */
record Blow(String instance, String how, Duration at, long behind, long done, String note, Duration back) {
    static final String KILL = "SIGKILL";
    static final String STOP = "SIGTERM";
}
