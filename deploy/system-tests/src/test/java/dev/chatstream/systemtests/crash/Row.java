/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.crash;

import java.util.List;

/**
 * One thing that was checked.
 *
 * @param expected how many there must be
 * @param found how many there are
 * @param counted conversations that the expectation counts, together: zeros alone prove nothing; of records themselves
 * @param wrong what is not as expected, a line each
 */
record Row(String what, long expected, long found, long counted, List<String> wrong) {
    Row {
        wrong = List.copyOf(wrong);
    }

    /** Of records or the like, none of which can be a zero. */
    Row(String what, long expected, long found, List<String> wrong) {
        this(what, expected, found, expected, wrong);
    }
}
