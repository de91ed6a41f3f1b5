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
 * @param wrong what is not as expected, a line each
 */
record Row(String what, long expected, long found, List<String> wrong) {
    Row {
        wrong = List.copyOf(wrong);
    }
}
