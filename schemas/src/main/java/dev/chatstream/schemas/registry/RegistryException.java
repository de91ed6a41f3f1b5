/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.registry;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The registry refused a request or could not be reached. */
public final class RegistryException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int errorCode;

    private RegistryException(String message, int status, int errorCode, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.errorCode = errorCode;
    }

    /** No usable answer came: connection refused, time-out, or no URL of several answered. */
    public static RegistryException unreachable(String message, @Nullable Throwable cause) {
        return new RegistryException(message, 0, 0, cause);
    }

    /** The registry answered with an error. */
    public static RegistryException refused(String message, int status, int errorCode) {
        return new RegistryException(message, status, errorCode, null);
    }

    /** HTTP status of the answer; 0 when there was none. */
    public int status() {
        return status;
    }

    /** The registry's own error code, for example 40403; 0 when there was none. */
    public int errorCode() {
        return errorCode;
    }

    /** Whether the same call may succeed later without anybody changing anything. */
    public boolean retriable() {
        return status == 0 || status == 408 || status == 429 || status >= 500;
    }

    /** Whether subject, version or schema do not exist. */
    public boolean notFound() {
        return status == 404;
    }
}
