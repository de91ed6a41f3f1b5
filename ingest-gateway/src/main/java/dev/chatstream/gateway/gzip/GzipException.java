/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.gzip;

import java.io.Serial;

/** Bytes that are not gzip, or not whole; the message says what is wrong and quotes nothing. */
public final class GzipException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    GzipException(String message) {
        super(message, null, false, false);
    }

    static void unless(boolean holds, String otherwise) throws GzipException {
        if (!holds) {
            throw new GzipException(otherwise);
        }
    }
}
