/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.record;

import org.jspecify.annotations.Nullable;

/**
 * Stands in the log for an exception that may quote what was sent: says which kind it was and where, without its
 * message.
 */
public final class WithoutMessage extends Exception {
    private static final long serialVersionUID = 1L;

    private WithoutMessage(String kind, @Nullable Throwable cause) {
        super(kind, cause, false, true);
    }

    /** The same stack traces, down to the root, without any message. */
    public static WithoutMessage of(Throwable original) {
        @Nullable Throwable cause = original.getCause();
        WithoutMessage shown = new WithoutMessage(
                original.getClass().getName(), cause == null || cause == original ? null : of(cause));
        shown.setStackTrace(original.getStackTrace());
        return shown;
    }
}
