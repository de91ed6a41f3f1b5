/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.spool;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The spool cannot be used as it is set up; the message tells an operator what is wrong and what to do. */
public final class SpoolException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    SpoolException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
