/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.serde;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A value that is no record of the expected kind, today and tomorrow: trying again cannot help. */
public final class UnreadableValueException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    UnreadableValueException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
