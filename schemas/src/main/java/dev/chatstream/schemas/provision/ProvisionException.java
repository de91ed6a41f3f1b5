/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.provision;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Topics or schemas could not be made ready: what failed, where, and what to do about it. */
public final class ProvisionException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    ProvisionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
