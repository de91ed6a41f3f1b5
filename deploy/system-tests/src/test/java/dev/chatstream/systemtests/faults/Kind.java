/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.faults;

/** What a numbered body is. */
enum Kind {
    /** A whole conversation, as Smartsupp posts it. */
    HOOK,
    /** One of the newer webhooks. */
    EVENT,
    /** One of those that is not signed with the secret of its source. */
    FORGED,
    /** Cut off: no JSON. */
    NOT_JSON,
    /** JSON without what a conversation needs. */
    NOT_A_HOOK;

    /** The same number always has the same kind; in a hundred, eleven are no hooks. */
    static Kind of(long number) {
        return switch ((int) (number % 100)) {
            case 33 -> NOT_JSON;
            case 66, 99 -> NOT_A_HOOK;
            case 50 -> FORGED;
            case 5, 18, 21, 44, 57, 72, 80 -> EVENT;
            default -> HOOK;
        };
    }

    /** Whether it is what it should be, so that its sender is told 200. */
    boolean welcome() {
        return this == HOOK || this == EVENT;
    }

    /** Whether it comes by the source whose bodies are signed. */
    boolean signed() {
        return this == EVENT || this == FORGED;
    }
}
