/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.registry;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The registry refused a request or could not be reached. The message names URL, request and the registry's own words,
 * never credentials.
 */
public final class RegistryException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int NOT_FOUND = 404;

    private final int status;
    private final int errorCode;
    private final boolean unusable;

    private RegistryException(String message, int status, int errorCode, boolean unusable, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.errorCode = errorCode;
        this.unusable = unusable;
    }

    /** No usable answer came: connection refused, time-out, or no URL of several answered. */
    public static RegistryException unreachable(String message, @Nullable Throwable cause) {
        return new RegistryException(message, 0, 0, false, cause);
    }

    /** The registry answered with an error, or something answered that is no registry. */
    public static RegistryException refused(String message, int status, int errorCode) {
        return new RegistryException(message, status, errorCode, false, null);
    }

    /** The registry answered with a schema that this project cannot use: not Avro, with references, or broken. */
    public static RegistryException unusable(String message, @Nullable Throwable cause) {
        return new RegistryException(message, 200, 0, true, cause);
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

    /**
     * Whether the registry says that subject, version or schema do not exist. A 404 without the registry's own code
     * says nothing about schemas: the URL is wrong.
     */
    public boolean notFound() {
        return status == NOT_FOUND && errorCode / 100 == NOT_FOUND;
    }

    /** Whether there is a schema, but one that no retry and no change of settings makes readable. */
    public boolean unusable() {
        return unusable;
    }
}
