/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.settings;

/**
 * One value and where it was set.
 *
 * @param value the value as text
 * @param origin where it was set, in words that a reader of an error message can follow
 */
record Setting(String value, String origin) {

    boolean isEmpty() {
        return value.isEmpty();
    }
}
