/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.connection;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A certificate that cannot be used; the message tells an operator why. */
public final class TlsException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    TlsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
