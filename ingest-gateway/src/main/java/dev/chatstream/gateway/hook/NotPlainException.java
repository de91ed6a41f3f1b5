/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import java.io.IOException;

/** A body is not JSON of the plain kind that {@link PlainTokens} reads; it may be JSON all the same. */
final class NotPlainException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Nobody looks at where it was thrown. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
