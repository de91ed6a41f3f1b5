/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The pipeline cannot start yet; the message tells an operator what it waits for. */
public final class NotReadyException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public NotReadyException(String message) {
        this(message, null);
    }

    public NotReadyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
