/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

/** The stored panes were counted by other rules than those in force. The message says by which and what to do. */
public final class OtherRulesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OtherRulesException(String message) {
        super(message);
    }
}
